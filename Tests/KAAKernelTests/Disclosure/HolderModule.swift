import KAAKernelContract
import KAARPC
import KAAWire

@testable import KAAKernel

/// A board whose module holds something about everyone, for calls from other boards.
protocol HolderOwner: Sendable {
    static var board: Board { get }
    static var name: String { get }
}

enum LabourOwner: HolderOwner {
    static let board = Board.amn
    static let name = "labour"
}

enum EducationOwner: HolderOwner {
    static let board = Board.utbn
    static let name = "education"
}

enum DistrictOwner: HolderOwner {
    static let board = Board.sdn("01")
    static let name = "district"
}

/// A module of one method, which answers other boards on consent alone.
struct HolderModule<Owner: HolderOwner>: KernelModule {
    static var manifest: ModuleManifest {
        ModuleManifest(name: Owner.name, owner: Owner.board, provides: [Self.package], migrations: [])
    }

    private static var package: String { "kaa.test.\(Owner.name).v1" }

    static var method: MethodDescriptor {
        MethodDescriptor(service: "\(Self.package).Holder", method: "Tell", kind: .unary)
    }

    /// What the method waits for before it answers.
    let gate = Gate()

    /// How old everyone is; the first of the modules answers for it.
    let ages: (any AgeDirectory)? = Owner.board == .amn ? SettableAges() : nil

    init(context: ModuleContext) async throws {}

    var services: [any PolicedService] { [HolderService(method: Self.method, gate: self.gate)] }
}
