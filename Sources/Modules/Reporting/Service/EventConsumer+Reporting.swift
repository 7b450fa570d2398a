import GuidanceContract
import InterventionsContract
import KAAKernel
import KAAStorage
import KAAWire
import OutreachContract

/// What the module takes from the events of the others.
extension EventConsumer {
    /// Everything it takes, by publisher; nothing of anyone protected, who is in no figure.
    static func reporting(_ subjects: SubjectDirectory) -> [EventConsumer] {
        [self.outreach(subjects), self.guidance(subjects), self.interventions(subjects)]
    }

    private static func outreach(_ subjects: SubjectDirectory) -> EventConsumer {
        EventConsumer(
            name: "reporting.outreach",
            publisher: "outreach",
            types: [Kaa.Outreach.V1.CoverageRecorded.wireName, Kaa.Outreach.V1.ContactAttemptRecorded.wireName]
        ) { event, transaction in
            if event.type == Kaa.Outreach.V1.CoverageRecorded.wireName {
                let message = try Kaa.Outreach.V1.CoverageRecorded(decoding: event.payload)
                let record = try EventField.record(message.recordTime, position: event.position)
                guard !message.withdrawn else {
                    let youngPerson = try EventField.youngPerson(message.youngPersonID)
                    return try FactStorage.forget(youngPerson, in: transaction)
                }
                let fact = try CoverageFact(proto: message)
                guard !subjects.isProtected(fact.youngPerson) else { return }
                try FactStorage.insert(fact, at: record, in: transaction)
            } else {
                let message = try Kaa.Outreach.V1.ContactAttemptRecorded(decoding: event.payload)
                let record = try EventField.record(message.recordTime, position: event.position)
                let fact = try AttemptFact(proto: message)
                guard !subjects.isProtected(fact.youngPerson) else { return }
                try FactStorage.insert(fact, at: record, in: transaction)
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
