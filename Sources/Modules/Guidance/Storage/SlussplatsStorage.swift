import Foundation
import KAAKernel
import KAAStorage

/// Keeps the places that schools hold, and who has booked them.
enum SlussplatsStorage {
    /// Saves a new offering.
    static func insert(_ offering: SlussplatsOffering, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO guidanceSlussplatsOffering (id, school, schoolName, opensOn, closesOn, capacity)
            VALUES (
                \(offering.id), \(offering.school), \(offering.schoolName), \(offering.opensOn), \(offering.closesOn),
                \(offering.capacity)
            )
            """
        )
    }

    /// The offering with an identifier, or `nil`.
    static func findOffering(_ id: UUID, in transaction: ReadTransaction) throws -> SlussplatsOffering? {
        try transaction.row("SELECT * FROM guidanceSlussplatsOffering WHERE id = \(id)")
            .map(SlussplatsOffering.init(row:))
    }

    /// The offerings in which somebody may start on `day`, by school.
    ///
    /// - Parameters:
    ///   - day: The day.
    ///   - key: Only those after this school and offering in the order.
    ///   - limit: How many at most.
    ///   - transaction: Reads.
    /// - Returns: The offerings in order.
    /// - Throws: ``KAAStorage/StorageError``.
    static func listOfferings(
        openOn day: CivilDate,
        after key: (String, UUID)?,
        limit: Int,
        in transaction: ReadTransaction
    ) throws -> [SlussplatsOffering] {
        let after: SQL = key.map { "AND (schoolName, id) > (\($0.0), \($0.1))" } ?? ""
        return try transaction.rows(
            """
            SELECT * FROM guidanceSlussplatsOffering WHERE opensOn <= \(day) AND closesOn >= \(day) \(after)
            ORDER BY schoolName, id LIMIT \(limit)
            """
        ).map(SlussplatsOffering.init(row:))
    }

    /// Takes a free place out of an offering.
    ///
    /// One statement looks and takes, so two bookings never get the same place, whatever runs beside them.
    ///
    /// - Returns: Whether there was one.
    static func takePlace(in offering: UUID, in transaction: WriteTransaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE guidanceSlussplatsOffering SET booked = booked + 1 WHERE id = \(offering) AND booked < capacity
            """
        ) == 1
    }

    /// Notes what a new state of a booking means for its offering.
    static func count(_ booking: SlussplatsBooking, in transaction: WriteTransaction) throws {
        let change: SQL? =
            switch booking.state {
            case .booked: nil
            case .started: "started = started + 1"
            case .cancelled: "booked = booked - 1"
            }
        guard let change else { return }
        try transaction.execute("UPDATE guidanceSlussplatsOffering SET \(change) WHERE id = \(booking.offering)")
    }

    /// Whether a person has booked or taken a place in an offering.
    static func isActive(
        _ youngPerson: YoungPersonID,
        in offering: UUID,
        in transaction: ReadTransaction
    ) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM guidanceSlussplatsBooking
            WHERE offering = \(offering) AND youngPerson = \(youngPerson) AND state <> 'CANCELLED'
            """
        ) != nil
    }

    /// Saves a booking made just now, for which a place has been taken.
    static func insert(_ booking: SlussplatsBooking, at moment: Date, in transaction: WriteTransaction) throws {
        let state = booking.storedState
        try transaction.execute(
            """
            INSERT INTO guidanceSlussplatsBooking (id, offering, youngPerson, bookedOn, startedOn, state, version)
            VALUES (
                \(booking.id), \(booking.offering), \(booking.youngPerson), \(booking.bookedOn), \(state.startedOn),
                \(state.name), 1
            )
            """
        )
        try Self.keepVersion(of: booking, at: moment, in: transaction)
    }

    /// Saves a new state of a booking.
    static func update(_ booking: SlussplatsBooking, at moment: Date, in transaction: WriteTransaction) throws {
        let state = booking.storedState
        try transaction.execute(
            """
            UPDATE guidanceSlussplatsBooking
            SET state = \(state.name), startedOn = \(state.startedOn), version = version + 1
            WHERE id = \(booking.id)
            """
        )
        try Self.keepVersion(of: booking, at: moment, in: transaction)
    }

    private static func keepVersion(
        of booking: SlussplatsBooking,
        at moment: Date,
        in transaction: WriteTransaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO guidanceSlussplatsBookingVersion (booking, version, startedOn, state, recordedAt)
            SELECT id, version, startedOn, state, \(moment) FROM guidanceSlussplatsBooking WHERE id = \(booking.id)
            """
        )
    }

    /// The booking with an identifier, or `nil`.
    static func findBooking(_ id: UUID, in transaction: ReadTransaction) throws -> SlussplatsBooking? {
        try transaction.row("SELECT * FROM guidanceSlussplatsBooking WHERE id = \(id)")
            .map(SlussplatsBooking.init(row:))
    }
}
