import Foundation
import GuidanceContract
import KAAKernel
import KAAStorage
import KAAWire

extension Outbox {
    /// Tells of a session as it stands.
    func publish(_ session: GuidanceSession, at moment: Date, in transaction: WriteTransaction) throws {
        let event = Kaa.Guidance.V1.GuidanceSessionRecorded(session, at: moment)
        try self.publish(
            type: Kaa.Guidance.V1.GuidanceSessionRecorded.wireName,
            payload: try event.encodedBytes(),
            occurredOn: session.scheduledOn,
            in: transaction
        )
    }

    /// Tells of a booking as it stands.
    func publish(_ booking: SlussplatsBooking, at moment: Date, in transaction: WriteTransaction) throws {
        let event = Kaa.Guidance.V1.SlussplatsRecorded(booking, at: moment)
        try self.publish(
            type: Kaa.Guidance.V1.SlussplatsRecorded.wireName,
            payload: try event.encodedBytes(),
            occurredOn: booking.occurredOn,
            in: transaction
        )
    }
}
