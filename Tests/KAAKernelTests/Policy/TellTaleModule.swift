import Foundation
import KAAKernelContract
import KAARPC
import KAAWire

@testable import KAAKernel

/// A module that changes something and then tells of somebody whom nobody asked about.
struct TellTaleModule: KernelModule {
    typealias Request = Kaa.Kernel.V1.ListConsentsRequest
    typealias Answer = Kaa.Kernel.V1.ListConsentsResponse

    /// Who is protected.
    static let hidden = YoungPersonID(.init(uuid: (1, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))

    /// Who is not.
    static let open = YoungPersonID(.init(uuid: (1, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 2)))

    static let manifest = ModuleManifest(
        name: "telltale",
        owner: .amn,
        provides: ["kaa.test.telltale.v1"],
        migrations: []
    )

    static let method = MethodDescriptor(service: "kaa.test.telltale.v1.Teller", method: "Tell", kind: .unary)

    let services: [any PolicedService]

    init(context: ModuleContext) async throws {
        context.subjects.replace(with: [
            Self.hidden: SubjectStanding(district: nil, protection: .sekretessmarkering),
            Self.open: SubjectStanding(district: "04"),
        ])
        self.services = [Service(database: context.database)]
    }

    private struct Service: PolicedService {
        let database: ModuleDatabase

        let descriptor = ServiceDescriptor(name: TellTaleModule.method.service, methods: [TellTaleModule.method])

        var handlers: [RPCHandler] {
            [
                .unary(TellTaleModule.method) { (request: Request, context: ServerContext) in
                    try await self.database.write(context) { _ in }
                    return Answer(consents: [.init(youngPersonID: request.pageToken)])
                }
            ]
        }

        var policies: [MethodDescriptor: MethodPolicy] {
            [
                TellTaleModule.method: MethodPolicy(
                    roles: [.coach],
                    purposes: [.kaaDuty],
                    access: .write,
                    grounds: [],
                    subjectsInRequest: { ($0 as? Request).map { [$0.youngPersonID] } ?? [] },
                    subjectsInAnswer: { ($0 as? Answer)?.consents.map(\.youngPersonID) ?? [] },
                    districtsInRequest: nil
                )
            ]
        }
    }
}
