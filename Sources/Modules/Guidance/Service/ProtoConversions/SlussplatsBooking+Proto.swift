import Foundation
import GuidanceContract
import KAAKernel
import KAARPC
import KAAWire

extension SlussplatsBooking {
    /// Reads a request to book a place.
    init(proto: Kaa.Guidance.V1.BookSlussplatsRequest, id: UUID, today: CivilDate) throws {
        let bookedOn = try CivilDate(field: "booked_on", proto.bookedOn, ifEmpty: today)
        guard bookedOn <= today else { throw RPCError.invalid("booked_on", "is after today") }
        self.init(
            id: id,
            offering: try UUID(field: "slussplats_offering_id", proto.slussplatsOfferingID),
            youngPerson: YoungPersonID(try UUID(field: "young_person_id", proto.youngPersonID)),
            bookedOn: bookedOn
        )
    }
}

extension Kaa.Guidance.V1.SlussplatsBooking {
    init(_ booking: SlussplatsBooking) {
        self.init(
            slussplatsBookingID: booking.id.uuidString.lowercased(),
            slussplatsOfferingID: booking.offering.uuidString.lowercased(),
            youngPersonID: booking.youngPerson.description,
            state: .init(booking.state),
            bookedOn: booking.bookedOn.description,
            startedOn: booking.startedOn?.description
        )
    }
}

extension Kaa.Guidance.V1.SlussplatsRecorded {
    init(_ booking: SlussplatsBooking, at moment: Date) {
        self.init(
            slussplatsBookingID: booking.id.uuidString.lowercased(),
            youngPersonID: booking.youngPerson.description,
            state: .init(booking.state),
            occurredOn: booking.occurredOn.description,
            recordTime: .init(moment)
        )
    }
}

extension Kaa.Guidance.V1.SlussplatsBookingState {
    init(_ state: SlussplatsBooking.State) {
        switch state {
        case .booked: self = .booked
        case .started: self = .started
        case .cancelled: self = .cancelled
        }
    }
}
