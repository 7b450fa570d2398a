import KAAKernelContract
import KAARPC
import KAAWire

/// Tells of the person that is asked for, in a message that happens to be classified.
struct HolderService: PolicedService {
    typealias Request = Kaa.Kernel.V1.ListConsentsRequest
    typealias Answer = Kaa.Kernel.V1.ListConsentsResponse

    let method: MethodDescriptor
    let gate: Gate

    var descriptor: ServiceDescriptor { ServiceDescriptor(name: self.method.service, methods: [self.method]) }

    var handlers: [RPCHandler] {
        let gate = self.gate
        return [
            .unary(self.method) { (request: Request, _) in
                await gate.pass()
                return Answer(consents: [.init(youngPersonID: request.youngPersonID, form: .oral)])
            }
        ]
    }

    var policies: [MethodDescriptor: MethodPolicy] {
        [
            self.method: MethodPolicy(
                roles: [.coach, .guidanceCounsellor, .socialWorker],
                purposes: [.kaaDuty, .nationalReport],
                access: .read,
                grounds: [.consentOsl12_2],
                subjectsInRequest: { ($0 as? Request).map { [$0.youngPersonID] } ?? [] },
                subjectsInAnswer: nil,
                districtsInRequest: nil,
                answer: Answer.self
            )
        ]
    }
}
