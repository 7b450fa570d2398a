import Foundation
import KAAKernel

/// The places that one school holds, between two days, for young people who come during the year.
struct SlussplatsOffering: Hashable, Sendable {
    /// How many places an offering may have.
    static let capacities = 1...500

    let id: UUID
    let school: SchoolUnitCode
    let schoolName: String
    /// The first day a place can be taken.
    let opensOn: CivilDate
    /// The last day a place can be taken.
    let closesOn: CivilDate
    let capacity: Int
    /// How many places are booked or taken.
    let booked: Int
    /// How many places are taken.
    let started: Int

    /// Whether somebody may start on `day`.
    func isOpen(on day: CivilDate) -> Bool {
        self.opensOn <= day && day <= self.closesOn
    }

    /// Whether somebody may book on `day`: also ahead of the first day, not after the last.
    func takesBookings(on day: CivilDate) -> Bool {
        day <= self.closesOn
    }
}
