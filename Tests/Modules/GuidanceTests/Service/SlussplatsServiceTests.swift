import Foundation
import GuidanceContract
import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

@testable import Guidance

struct SlussplatsServiceTests {
    @Test func booksAndStartsAPlace() async throws {
        let fixture = try await GuidanceFixture()
        let offering = try await fixture.openPlaces(2)

        let booking = try await fixture.book(offering, on: "2026-11-18")
        #expect(booking.state == .booked)
        #expect(booking.bookedOn == "2026-11-18")
        #expect(booking.startedOn == nil)
        #expect(try await fixture.offering().booked == 1)

        let started = try await fixture.start(booking, on: "2026-11-20")
        #expect(started.state == .started)
        #expect(started.startedOn == "2026-11-20")
        let after = try await fixture.offering()
        #expect((after.capacity, after.booked, after.started) == (2, 1, 1))
        #expect(try await fixture.publishedStates() == ["BOOKED", "STARTED"])
    }

    @Test func neverBooksMorePlacesThanThereAre() async throws {
        let fixture = try await GuidanceFixture()
        let offering = try await fixture.openPlaces(10)
        let persons = (0..<50).map { _ in YoungPersonID(fixture.kernel.identifiers.next()) }
        for person in persons { fixture.outreach.cover(person) }

        let outcomes = await withTaskGroup(of: RPCCode.self) { group in
            for person in persons {
                group.addTask {
                    do {
                        _ = try await fixture.book(offering, for: person)
                        return .ok
                    } catch {
                        return (error as? RPCError)?.code ?? .unknown
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }

        #expect(outcomes == [.ok: 10, .failedPrecondition: 40])
        #expect(try await fixture.offering().booked == 10)
        #expect(try await fixture.publishedStates().count == 10)
    }

    @Test func givesACancelledPlaceToSomebodyElse() async throws {
        let fixture = try await GuidanceFixture()
        fixture.outreach.cover(fixture.bo)
        let offering = try await fixture.openPlaces(1)
        let booking = try await fixture.book(offering)

        await expectFailure(.failedPrecondition, reason: "NO_FREE_PLACE") {
            try await fixture.book(offering, for: fixture.bo)
        }
        #expect(try await fixture.cancel(booking).state == .cancelled)
        #expect(try await fixture.cancel(booking).state == .cancelled)
        #expect(try await fixture.offering().booked == 0)
        #expect(try await fixture.book(offering, for: fixture.bo).state == .booked)
        #expect(try await fixture.publishedStates() == ["BOOKED", "CANCELLED", "BOOKED"])
    }

    @Test func holdsOnePlaceForAPersonInAnOffering() async throws {
        let fixture = try await GuidanceFixture()
        let offering = try await fixture.openPlaces(5)
        let other = try await fixture.openPlaces(5, school: "Låtsasgymnasiet")
        let booking = try await fixture.book(offering)

        await expectFailure(.failedPrecondition, reason: "ALREADY_BOOKED") { try await fixture.book(offering) }
        #expect(try await fixture.book(other).state == .booked)
        _ = try await fixture.cancel(booking)
        #expect(try await fixture.book(offering).state == .booked)
    }

    @Test func keepsAStartedPlace() async throws {
        let fixture = try await GuidanceFixture()
        let booking = try await fixture.book(try await fixture.openPlaces())
        _ = try await fixture.start(booking)
        _ = try await fixture.start(booking)

        await expectFailure(.failedPrecondition, reason: "ALREADY_STARTED") { try await fixture.cancel(booking) }
        await expectFailure(.failedPrecondition, reason: "ALREADY_STARTED") {
            try await fixture.start(booking, on: "2026-11-19")
        }
        #expect(try await fixture.offering().started == 1)
    }

    @Test func startsNoCancelledPlace() async throws {
        let fixture = try await GuidanceFixture()
        let booking = try await fixture.book(try await fixture.openPlaces())
        _ = try await fixture.cancel(booking)

        await expectFailure(.failedPrecondition, reason: "BOOKING_CANCELLED") { try await fixture.start(booking) }
        #expect(try await fixture.offering().started == 0)
    }

    @Test func takesNoBookingAfterTheLastDay() async throws {
        let fixture = try await GuidanceFixture()
        let closed = try await fixture.openPlaces(to: "2026-11-19")
        let coming = try await fixture.openPlaces(from: "2027-01-11", to: "2027-06-11")

        await expectFailure(.failedPrecondition, reason: "OFFERING_CLOSED") { try await fixture.book(closed) }
        #expect(try await fixture.book(closed, on: "2026-11-19").state == .booked)
        let booking = try await fixture.book(coming)
        await expectFailure(.failedPrecondition, reason: "OUTSIDE_OFFERING") { try await fixture.start(booking) }
    }

    @Test func booksNobodyWhoIsNotCoveredOnTheDayOfBooking() async throws {
        let fixture = try await GuidanceFixture()
        let offering = try await fixture.openPlaces()

        await expectFailure(.failedPrecondition, reason: "NOT_COVERED") {
            try await fixture.book(offering, for: fixture.bo)
        }
        #expect(try await fixture.offering().booked == 0)
        #expect(try await fixture.book(offering, for: fixture.bo, on: "2026-11-19").state == .booked)
        await expectFailure(.notFound) {
            try await fixture.book(offering, for: YoungPersonID(fixture.kernel.identifiers.next()))
        }
    }

    @Test func answersARepeatedBookingAsBefore() async throws {
        let fixture = try await GuidanceFixture()
        let offering = try await fixture.openPlaces()
        let requestID = fixture.kernel.identifiers.next().uuidString

        let first = try await fixture.book(offering, requestID: requestID)
        let second = try await fixture.book(offering, requestID: requestID)

        #expect(first == second)
        #expect(try await fixture.offering().booked == 1)
    }

    @Test func listsWhatIsOpenOnADayBySchool() async throws {
        let fixture = try await GuidanceFixture()
        _ = try await fixture.openPlaces(school: "Skissgymnasiet")
        _ = try await fixture.openPlaces(school: "Attrappgymnasiet")
        _ = try await fixture.openPlaces(school: "Kulissgymnasiet", to: "2026-11-19")

        let today = try await fixture.counsellor.listSlussplatsOfferings(.init(pageSize: 1))
        #expect(today.slussplatsOfferings.map(\.schoolName) == ["Attrappgymnasiet"])
        let next = try await fixture.counsellor.listSlussplatsOfferings(.init(pageToken: today.nextPageToken))
        #expect(next.slussplatsOfferings.map(\.schoolName) == ["Skissgymnasiet"])
        #expect(next.nextPageToken.isEmpty)
        let yesterday = try await fixture.counsellor.listSlussplatsOfferings(.init(asOf: "2026-11-19"))
        #expect(yesterday.slussplatsOfferings.count == 3)
    }

    private typealias Spoiling = @Sendable (inout Kaa.Guidance.V1.SlussplatsOffering) -> Void

    private static let spoilings: [(field: String, spoil: Spoiling)] = [
        ("school_unit_code", { $0.schoolUnitCode = "1234" }),
        ("school_name", { $0.schoolName = " " }),
        ("school_name", { $0.schoolName = String(repeating: "a", count: 101) }),
        ("school_name", { $0.schoolName = "Anna 20090101-2389" }),
        ("school_name", { $0.schoolName = "Rad\nbrytning" }),
        ("opens_on", { $0.opensOn = "i dag" }),
        ("closes_on", { $0.closesOn = "2026-08-16" }),
        ("capacity", { $0.capacity = 0 }),
        ("capacity", { $0.capacity = 501 }),
    ]

    @Test(arguments: spoilings.indices)
    func namesTheFieldOfAnOfferingThatIsWrong(index: Int) async throws {
        let (field, spoil) = Self.spoilings[index]
        let fixture = try await GuidanceFixture()
        var offering = Kaa.Guidance.V1.SlussplatsOffering(
            schoolUnitCode: "12345678",
            schoolName: "Påhittsgymnasiet",
            opensOn: "2026-08-17",
            closesOn: "2026-12-18",
            capacity: 3
        )
        spoil(&offering)

        await expectFailure(.invalidArgument, field: "slussplats_offering.\(field)") {
            try await fixture.counsellor.createSlussplatsOffering(.init(slussplatsOffering: offering))
        }
    }

    @Test func namesTheFieldOfABookingThatIsWrong() async throws {
        let fixture = try await GuidanceFixture()
        let offering = try await fixture.openPlaces()
        let booking = try await fixture.book(offering)

        await expectFailure(.invalidArgument, field: "slussplats_offering") {
            try await fixture.counsellor.createSlussplatsOffering(.init())
        }
        await expectFailure(.invalidArgument, field: "booked_on") { try await fixture.book(offering, on: "2026-11-21") }
        await expectFailure(.invalidArgument, field: "started_on") {
            try await fixture.start(booking, on: "2026-11-21")
        }
        await expectFailure(.invalidArgument, field: "started_on") { try await fixture.start(booking, on: "") }
        await expectFailure(.invalidArgument, field: "slussplats_offering_id") { try await fixture.book(.init()) }
        await expectFailure(.notFound) {
            try await fixture.book(.init(slussplatsOfferingID: fixture.anna.description))
        }
        await expectFailure(.notFound) {
            try await fixture.cancel(.init(slussplatsBookingID: fixture.anna.description))
        }
        await expectFailure(.invalidArgument, field: "page_size") {
            try await fixture.counsellor.listSlussplatsOfferings(.init(pageSize: -1))
        }
        await expectFailure(.invalidArgument, field: "page_token") {
            try await fixture.counsellor.listSlussplatsOfferings(.init(pageToken: "next"))
        }
    }
}
