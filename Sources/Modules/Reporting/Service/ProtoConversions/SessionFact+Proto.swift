import GuidanceContract
import KAAKernel
import KAAWire

extension SessionFact {
    init(proto: Kaa.Guidance.V1.GuidanceSessionRecorded) throws {
        let isHeld =
            switch proto.state {
            case .held: true
            case .booked, .noShow, .cancelled: false
            case .unspecified, .unrecognized: throw MalformedEvent(field: "state")
            }
        self.init(
            id: try EventField.identifier("guidance_session_id", proto.guidanceSessionID),
            youngPerson: try EventField.youngPerson(proto.youngPersonID),
            day: try EventField.day("occurred_on", proto.occurredOn),
            isHeld: isHeld
        )
    }
}
