import GuidanceContract
import InterventionsContract
import KAAKernel
import KAAStorage
import KAAWire
import OutreachContract

/// What the module takes from the events of the others.
extension EventConsumer {
    /// Everything it takes, by publisher; nothing of anyone protected, who is in no figure.
    ///
    /// - Parameters:
    ///   - subjects: Tells who is protected.
    ///   - identifiers: Gives the identifiers under which the facts about purged persons stay.
    /// - Returns: The consumers.
    static func reporting(_ subjects: SubjectDirectory, identifiers: any IdentifierSource) -> [EventConsumer] {
        [self.outreach(subjects, identifiers), self.guidance(subjects), self.interventions(subjects)]
    }

    private static func outreach(_ subjects: SubjectDirectory, _ identifiers: any IdentifierSource) -> EventConsumer {
        EventConsumer(
            name: "reporting.outreach",
            publisher: "outreach",
            types: [
                Kaa.Outreach.V1.CoverageRecorded.wireName, Kaa.Outreach.V1.ContactAttemptRecorded.wireName,
                Kaa.Outreach.V1.YoungPersonsPurged.wireName,
            ]
        ) { event, transaction in
            switch event.type {
            case Kaa.Outreach.V1.CoverageRecorded.wireName:
                let message = try Kaa.Outreach.V1.CoverageRecorded(decoding: event.payload)
                let record = try EventField.record(message.recordTime, position: event.position)
                guard !message.withdrawn else {
                    let youngPerson = try EventField.youngPerson(message.youngPersonID)
                    return try FactStorage.forget(youngPerson, in: transaction)
                }
                let fact = try CoverageFact(proto: message)
                guard !subjects.isProtected(fact.youngPerson) else { return }
                try FactStorage.insert(fact, at: record, in: transaction)
            case Kaa.Outreach.V1.ContactAttemptRecorded.wireName:
                let message = try Kaa.Outreach.V1.ContactAttemptRecorded(decoding: event.payload)
                let record = try EventField.record(message.recordTime, position: event.position)
                let fact = try AttemptFact(proto: message)
                guard !subjects.isProtected(fact.youngPerson) else { return }
                try FactStorage.insert(fact, at: record, in: transaction)
            default:
                let message = try Kaa.Outreach.V1.YoungPersonsPurged(decoding: event.payload)
                // Facts about the persons may still be on their way from others until the second stage.
                guard message.stage == .figures else { return }
                try AnonymousFacts(identifiers: identifiers, in: transaction)
                    .anonymise(try message.youngPersonIds.map(EventField.youngPerson))
            }
        }
    }

    private static func guidance(_ subjects: SubjectDirectory) -> EventConsumer {
        EventConsumer(
            name: "reporting.guidance",
            publisher: "guidance",
            types: [Kaa.Guidance.V1.GuidanceSessionRecorded.wireName]
        ) { event, transaction in
            let message = try Kaa.Guidance.V1.GuidanceSessionRecorded(decoding: event.payload)
            let record = try EventField.record(message.recordTime, position: event.position)
            let fact = try SessionFact(proto: message)
            guard !subjects.isProtected(fact.youngPerson) else { return }
            try FactStorage.insert(fact, at: record, in: transaction)
        }
    }

    private static func interventions(_ subjects: SubjectDirectory) -> EventConsumer {
        EventConsumer(
            name: "reporting.interventions",
            publisher: "interventions",
            types: [Kaa.Interventions.V1.InterventionRecorded.wireName]
        ) { event, transaction in
            let message = try Kaa.Interventions.V1.InterventionRecorded(decoding: event.payload)
            let record = try EventField.record(message.recordTime, position: event.position)
            let fact = try InterventionFact(proto: message)
            guard !subjects.isProtected(fact.youngPerson) else { return }
            try FactStorage.insert(fact, at: record, in: transaction)
        }
    }
}
