import Foundation
import KAAKernel
import KAAWire
import OutreachContract

/// What the module takes from the events of the others.
extension EventConsumer {
    /// Everything it takes: whose records are to be deleted (förordning 2006:39 7 §).
    static let guidance = [
        EventConsumer(
            name: "guidance.outreach",
            publisher: "outreach",
            types: [Kaa.Outreach.V1.YoungPersonsPurged.wireName]
        ) { event, transaction in
            let message = try Kaa.Outreach.V1.YoungPersonsPurged(decoding: event.payload)
            guard message.stage == .records else { return }
            for text in message.youngPersonIds {
                let youngPerson = YoungPersonID(try UUID(field: "young_person_ids", text))
                try PersonalRecords.delete(of: youngPerson, in: transaction)
            }
        }
    ]
}
