import BenchmarkContract
import BenchmarkService
import KAAKernelContract
import KAARPC
import KAAWire

/// The benchmark's service under a policy, such as a module's contract has.
struct PolicedEchoing: PolicedService {
    /// What the methods do with personal data.
    enum Kind: Sendable {
        case personal
        case impersonal
    }

    let policies: [MethodDescriptor: MethodPolicy]

    private let service = EchoingService()

    init(_ kind: Kind) {
        let policy = MethodPolicy(
            roles: [.kaaCoordinator],
            purposes: [.kaaDuty],
            access: kind == .personal ? .read : .none,
            grounds: [],
            subjectsInRequest: kind == .personal ? Self.subjects : nil,
            subjectsInAnswer: nil,
            districtsInRequest: nil,
            changesNothing: true
        )
        self.policies = Dictionary(uniqueKeysWithValues: self.service.descriptor.methods.map { ($0, policy) })
    }

    var descriptor: ServiceDescriptor { self.service.descriptor }

    var handlers: [RPCHandler] { self.service.handlers }

    private static let subjects: MethodPolicy.Accessor = { message in
        guard let message = message as? Kaa.Benchmark.V1.EchoRequest else { return [] }
        return [message.id]
    }
}
