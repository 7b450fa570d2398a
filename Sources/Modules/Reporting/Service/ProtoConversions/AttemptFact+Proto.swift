import KAAKernel
import KAAWire
import OutreachContract

extension AttemptFact {
    init(proto: Kaa.Outreach.V1.ContactAttemptRecorded) throws {
        self.init(
            id: try EventField.identifier("contact_attempt_id", proto.contactAttemptID),
            youngPerson: try EventField.youngPerson(proto.youngPersonID),
            day: try EventField.day("attempted_on", proto.attemptedOn),
            channel: try ContactChannel(proto: proto.step),
            result: try AttemptResult(proto: proto.result)
        )
    }
}

extension ContactChannel {
    init(proto: Kaa.Outreach.V1.OutreachStep) throws {
        switch proto {
        case .letter: self = .letter
        case .sms: self = .sms
        case .phone: self = .phone
        case .postcard: self = .postcard
        case .email: self = .email
        case .socialMedia: self = .socialMedia
        case .knackakort: self = .knackakort
        case .homeVisit: self = .homeVisit
        case .cardLeft: self = .cardLeft
        case .letterToGuardian: self = .letterToGuardian
        case .digitalPost: self = .digitalPost
        case .partnerContact: self = .partnerContact
        case .ownContact: self = .ownContact
        case .dropIn: self = .dropIn
        case .relative: self = .relative
        case .letterTurning20: self = .letterTurning20
        case .unspecified, .unrecognized: throw MalformedEvent(field: "step")
        }
    }
}

extension AttemptResult {
    init(proto: Kaa.Outreach.V1.AttemptResult) throws {
        switch proto {
        case .sent: self = .sent
        case .delivered: self = .delivered
        case .returned: self = .returned
        case .noAnswer: self = .noAnswer
        case .wrongNumber: self = .wrongNumber
        case .notAtAddress: self = .notAtAddress
        case .reachedYouth: self = .reachedYouth
        case .reachedOther: self = .reachedOther
        case .declinedContact: self = .declinedContact
        case .cancelled: self = .cancelled
        case .unspecified, .unrecognized: throw MalformedEvent(field: "result")
        }
    }
}
