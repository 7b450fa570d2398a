import KAAKernelContract
import KAARPC
import KAAWire

@testable import KAAKernel

/// A module with a register of its own, whose one method reads about the person it is asked for.
struct TellingModule: KernelModule {
    typealias Request = Kaa.Kernel.V1.ListConsentsRequest
    typealias Answer = Kaa.Kernel.V1.ListConsentsResponse

    static let manifest = ModuleManifest(name: "telling", owner: .amn, provides: ["kaa.telling.v1"], migrations: [])
    static let method = MethodDescriptor(service: "kaa.telling.v1.Telling", method: "Tell", kind: .unary)
    static let failing = MethodDescriptor(service: "kaa.telling.v1.Telling", method: "Fail", kind: .unary)

    /// Who is in the register.
    let subjects: SubjectDirectory

    /// What the method waits for before it answers.
    let gate: Gate

    let services: [any PolicedService]

    init(context: ModuleContext) async throws {
        let gate = Gate()
        self.gate = gate
        self.subjects = context.subjects
        self.services = [Service(gate: gate)]
    }

    private struct Service: PolicedService {
        let gate: Gate

        var descriptor: ServiceDescriptor {
            ServiceDescriptor(
                name: TellingModule.method.service,
                methods: [TellingModule.method, TellingModule.failing]
            )
        }

        var handlers: [RPCHandler] {
            let gate = self.gate
            return [
                .unary(TellingModule.method) { (request: Request, _) in
                    await gate.pass()
                    return Answer(consents: [.init(youngPersonID: request.youngPersonID, form: .oral)])
                },
                .unary(TellingModule.failing) { (_: Request, _) -> Answer in
                    throw RPCError(.failedPrecondition, "An intervention is under way.")
                },
            ]
        }

        var policies: [MethodDescriptor: MethodPolicy] {
            let policy = MethodPolicy(
                roles: [.coach],
                purposes: [.kaaDuty],
                access: .read,
                grounds: [.skollagen29_9],
                subjectsInRequest: { ($0 as? Request).map { [$0.youngPersonID] } ?? [] },
                subjectsInAnswer: nil,
                districtsInRequest: nil
            )
            return [TellingModule.method: policy, TellingModule.failing: policy]
        }
    }
}
