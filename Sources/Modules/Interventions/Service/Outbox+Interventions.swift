import Foundation
import InterventionsContract
import KAAKernel
import KAAStorage
import KAAWire

extension Outbox {
    /// Tells of an intervention as it stands.
    func publish(_ intervention: Intervention, at moment: Date, in transaction: WriteTransaction) throws {
        let event = Kaa.Interventions.V1.InterventionRecorded(intervention, at: moment)
        try self.publish(
            type: Kaa.Interventions.V1.InterventionRecorded.wireName,
            payload: try event.encodedBytes(),
            occurredOn: intervention.end?.day ?? intervention.startedOn,
            in: transaction
        )
    }
}
