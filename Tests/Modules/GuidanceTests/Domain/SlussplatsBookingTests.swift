import Foundation
import KAAKernel
import Testing

@testable import Guidance

struct SlussplatsBookingTests {
    private static func booking(_ state: SlussplatsBooking.State) -> SlussplatsBooking {
        SlussplatsBooking(
            id: UUID(),
            offering: UUID(),
            youngPerson: YoungPersonID(UUID()),
            bookedOn: "2026-09-10",
            state: state
        )
    }

    private static func offering() throws -> SlussplatsOffering {
        SlussplatsOffering(
            id: UUID(),
            school: try #require(SchoolUnitCode(rawValue: "12345678")),
            schoolName: "Påhittsgymnasiet",
            opensOn: "2026-09-01",
            closesOn: "2026-12-18",
            capacity: 1,
            booked: 1,
            started: 0
        )
    }

    @Test(arguments: [("2026-09-10", true), ("2026-12-18", true), ("2026-09-09", false), ("2026-12-19", false)])
    func startsFromTheBookingToTheLastDayOfTheOffering(text: String, isAllowed: Bool) throws {
        let day = try CivilDate(iso: text)
        let offering = try Self.offering()
        var booking = Self.booking(.booked)

        if isAllowed {
            #expect(try booking.start(on: day, in: offering))
            #expect(booking.state == .started(on: day))
            #expect(booking.occurredOn == day)
        } else {
            #expect(throws: SlussplatsBooking.Refusal.outsideOffering) { try booking.start(on: day, in: offering) }
        }
    }

    @Test func startsOnceOnly() throws {
        let offering = try Self.offering()
        var booking = Self.booking(.started(on: "2026-10-01"))

        #expect(try !booking.start(on: "2026-10-01", in: offering))
        #expect(throws: SlussplatsBooking.Refusal.alreadyStarted) { try booking.start(on: "2026-10-02", in: offering) }
        #expect(throws: SlussplatsBooking.Refusal.alreadyStarted) { try booking.cancel() }
    }

    @Test func staysCancelled() throws {
        let offering = try Self.offering()
        var booking = Self.booking(.booked)

        #expect(try booking.cancel())
        #expect(try !booking.cancel())
        #expect(throws: SlussplatsBooking.Refusal.cancelled) { try booking.start(on: "2026-10-01", in: offering) }
    }

    @Test(arguments: ["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨"])
    func acceptsNoSchoolUnitButEightDigits(text: String) {
        #expect(SchoolUnitCode(rawValue: text) == nil)
    }
}
