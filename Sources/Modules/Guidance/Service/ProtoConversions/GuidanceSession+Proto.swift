import Foundation
import GuidanceContract
import KAAKernel
import KAARPC
import KAAWire

extension GuidanceSession {
    /// Reads a request to book a session.
    init(proto: Kaa.Guidance.V1.BookGuidanceSessionRequest, id: UUID) throws {
        self.init(
            id: id,
            youngPerson: YoungPersonID(try UUID(field: "young_person_id", proto.youngPersonID)),
            scheduledOn: try CivilDate(field: "scheduled_on", proto.scheduledOn),
            topic: try Topic(proto: proto.topic)
        )
    }
}

extension GuidanceSession.Topic {
    init(proto: Kaa.Guidance.V1.GuidanceSessionTopic) throws {
        switch proto {
        case .choiceOfStudies: self = .choiceOfStudies
        case .schoolPlace: self = .schoolPlace
        case .levelTest: self = .levelTest
        case .adultEducation: self = .adultEducation
        case .unspecified, .unrecognized: throw RPCError.invalid("topic", "is not a known topic")
        }
    }
}

extension GuidanceSession.Outcome {
    init(proto: Kaa.Guidance.V1.GuidanceSessionState) throws {
        switch proto {
        case .held: self = .held
        case .noShow: self = .noShow
        case .cancelled: self = .cancelled
        case .booked: throw RPCError.invalid("outcome", "is not an outcome")
        case .unspecified, .unrecognized: throw RPCError.invalid("outcome", "is not a known outcome")
        }
    }
}

extension Kaa.Guidance.V1.GuidanceSession {
    init(_ session: GuidanceSession) {
        self.init(
            guidanceSessionID: session.id.uuidString.lowercased(),
            youngPersonID: session.youngPerson.description,
            state: .init(session.state),
            scheduledOn: session.scheduledOn.description,
            topic: .init(session.topic)
        )
    }
}

extension Kaa.Guidance.V1.GuidanceSessionRecorded {
    init(_ session: GuidanceSession, at moment: Date) {
        self.init(
            guidanceSessionID: session.id.uuidString.lowercased(),
            youngPersonID: session.youngPerson.description,
            state: .init(session.state),
            occurredOn: session.scheduledOn.description,
            recordTime: .init(moment)
        )
    }
}

extension Kaa.Guidance.V1.GuidanceSessionState {
    init(_ state: GuidanceSession.State) {
        switch state {
        case .booked: self = .booked
        case .held: self = .held
        case .noShow: self = .noShow
        case .cancelled: self = .cancelled
        }
    }
}

extension Kaa.Guidance.V1.GuidanceSessionTopic {
    init(_ topic: GuidanceSession.Topic) {
        switch topic {
        case .choiceOfStudies: self = .choiceOfStudies
        case .schoolPlace: self = .schoolPlace
        case .levelTest: self = .levelTest
        case .adultEducation: self = .adultEducation
        }
    }
}
