import GuidanceContract
import InterventionsContract
import KAAKernel
import KAAStorage
import KAAWire
import OutreachContract

/// What the module takes from the events of the others.
extension EventConsumer {
    /// Everything it takes, by publisher.
    ///
    /// - Parameter identifiers: Gives the identifiers under which the facts about purged persons stay.
    /// - Returns: The consumers.
    static func reporting(identifiers: any IdentifierSource) -> [EventConsumer] {
        [Self.outreach(identifiers), .guidance, .interventions]
    }

    private static func outreach(_ identifiers: any IdentifierSource) -> EventConsumer {
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
                try FactStorage.insert(try CoverageFact(proto: message), at: record, in: transaction)
            case Kaa.Outreach.V1.ContactAttemptRecorded.wireName:
                let message = try Kaa.Outreach.V1.ContactAttemptRecorded(decoding: event.payload)
                let record = try EventField.record(message.recordTime, position: event.position)
                try FactStorage.insert(try AttemptFact(proto: message), at: record, in: transaction)
            default:
                let message = try Kaa.Outreach.V1.YoungPersonsPurged(decoding: event.payload)
                // Facts about the persons may still be on their way from others until the second stage.
                guard message.stage == .figures else { return }
                try AnonymousFacts(identifiers: identifiers, in: transaction)
                    .anonymise(try message.youngPersonIds.map(EventField.youngPerson))
            }
        }
    }

    private static let guidance = EventConsumer(
        name: "reporting.guidance",
        publisher: "guidance",
        types: [Kaa.Guidance.V1.GuidanceSessionRecorded.wireName]
    ) { event, transaction in
        let message = try Kaa.Guidance.V1.GuidanceSessionRecorded(decoding: event.payload)
        let record = try EventField.record(message.recordTime, position: event.position)
        try FactStorage.insert(try SessionFact(proto: message), at: record, in: transaction)
    }

    private static let interventions = EventConsumer(
        name: "reporting.interventions",
        publisher: "interventions",
        types: [Kaa.Interventions.V1.InterventionRecorded.wireName]
    ) { event, transaction in
        let message = try Kaa.Interventions.V1.InterventionRecorded(decoding: event.payload)
        let record = try EventField.record(message.recordTime, position: event.position)
        try FactStorage.insert(try InterventionFact(proto: message), at: record, in: transaction)
    }
}
