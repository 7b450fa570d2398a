import Foundation
import KAAKernel

/// A place that is held for one person, as it stands.
struct SlussplatsBooking: Hashable, Sendable {
    /// How far a booking has come.
    enum State: Hashable, Sendable {
        case booked
        case started(on: CivilDate)
        case cancelled
    }

    let id: UUID
    let offering: UUID
    let youngPerson: YoungPersonID
    let bookedOn: CivilDate
    private(set) var state: State

    init(id: UUID, offering: UUID, youngPerson: YoungPersonID, bookedOn: CivilDate, state: State = .booked) {
        self.id = id
        self.offering = offering
        self.youngPerson = youngPerson
        self.bookedOn = bookedOn
        self.state = state
    }

    /// The first day at the school, once there is one.
    var startedOn: CivilDate? {
        if case .started(let day) = self.state { day } else { nil }
    }

    /// The day that the booking, as it stands, is about: the start, or else the booking.
    var occurredOn: CivilDate {
        self.startedOn ?? self.bookedOn
    }
}

extension SlussplatsBooking {
    /// Why a booking does not go on as asked.
    enum Refusal: Error, Hashable {
        /// The person has started, on another day than is told now or so that nothing is left to cancel.
        case alreadyStarted
        /// The place has been given back.
        case cancelled
        /// The day is before the booking, or not one of the offering's.
        case outsideOffering
    }

    /// Notes the first day at the school.
    ///
    /// - Parameters:
    ///   - day: The first day.
    ///   - offering: The offering that the booking takes a place from.
    /// - Returns: Whether anything has changed; the same day once more changes nothing.
    /// - Throws: ``Refusal``.
    mutating func start(on day: CivilDate, in offering: SlussplatsOffering) throws(Refusal) -> Bool {
        switch self.state {
        case .booked:
            guard offering.isOpen(on: day), self.bookedOn <= day else { throw .outsideOffering }
            self.state = .started(on: day)
            return true

        case .started(let former):
            guard former == day else { throw .alreadyStarted }
            return false

        case .cancelled:
            throw .cancelled
        }
    }

    /// Gives the place back.
    ///
    /// - Returns: Whether anything has changed; a booking stays cancelled.
    /// - Throws: ``Refusal`` if the person has started.
    mutating func cancel() throws(Refusal) -> Bool {
        switch self.state {
        case .booked:
            self.state = .cancelled
            return true

        case .started:
            throw .alreadyStarted

        case .cancelled:
            return false
        }
    }
}
