import Foundation
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

extension ContactAttempt {
    /// Creates an attempt from the request to record it.
    ///
    /// - Throws: ``KAARPC/RPCError`` naming the field that is missing or unknown.
    init(
        proto: Kaa.Outreach.V1.RecordContactAttemptRequest,
        id: UUID,
        today: CivilDate,
        recordedAt: Date
    ) throws {
        let attemptedOn = try CivilDate(field: "attempted_on", proto.attemptedOn, ifEmpty: today)
        guard attemptedOn <= today else { throw RPCError.invalid("attempted_on", "is in the future") }
        self.init(
            id: id,
            step: try OutreachStep(proto: proto.step),
            result: try AttemptResult(proto: proto.result),
            attemptedOn: attemptedOn,
            occupation: try proto.occupation.map(Occupation.init(proto:)),
            recordedAt: recordedAt
        )
    }
}

extension OutreachStep {
    init(proto: Kaa.Outreach.V1.OutreachStep) throws {
        guard let step = Self(rawValue: proto.mnemonic) else { throw RPCError.invalid("step", "is missing or unknown") }
        self = step
    }
}

extension AttemptResult {
    init(proto: Kaa.Outreach.V1.AttemptResult) throws {
        guard let result = Self(rawValue: proto.mnemonic) else {
            throw RPCError.invalid("result", "is missing or unknown")
        }
        self = result
    }
}

extension Occupation {
    init(proto: Kaa.Outreach.V1.Occupation) throws {
        guard let occupation = Self(rawValue: proto.mnemonic) else {
            throw RPCError.invalid("occupation", "is unknown")
        }
        self = occupation
    }
}

extension Kaa.Outreach.V1.OutreachStep {
    init(_ step: OutreachStep) {
        self = Self(mnemonic: step.rawValue) ?? .unspecified
    }
}

extension Kaa.Outreach.V1.ContactAttempt {
    init(_ attempt: ContactAttempt, of id: YoungPersonID) {
        self.init(
            contactAttemptID: attempt.id.uuidString.lowercased(),
            youngPersonID: id.description,
            step: .init(attempt.step),
            result: Kaa.Outreach.V1.AttemptResult(mnemonic: attempt.result.rawValue) ?? .unspecified,
            attemptedOn: attempt.attemptedOn.description,
            occupation: attempt.occupation.flatMap { Kaa.Outreach.V1.Occupation(mnemonic: $0.rawValue) },
            recordTime: .init(attempt.recordedAt)
        )
    }
}

extension Kaa.Outreach.V1.ContactAttemptRecorded {
    init(_ attempt: ContactAttempt, of id: YoungPersonID) {
        self.init(
            contactAttemptID: attempt.id.uuidString.lowercased(),
            youngPersonID: id.description,
            step: .init(attempt.step),
            result: Kaa.Outreach.V1.AttemptResult(mnemonic: attempt.result.rawValue) ?? .unspecified,
            attemptedOn: attempt.attemptedOn.description,
            recordTime: .init(attempt.recordedAt)
        )
    }
}

extension Kaa.Outreach.V1.RecordContactAttemptResponse {
    init(_ attempt: ContactAttempt, _ outreachCase: OutreachCase) {
        self.init(
            contactAttempt: .init(attempt, of: outreachCase.youngPersonID),
            state: .init(outreachCase.state),
            nextContactOn: outreachCase.nextContactOn?.description ?? ""
        )
    }
}
