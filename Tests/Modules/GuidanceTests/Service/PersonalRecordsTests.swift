import GuidanceContract
import KAAKernel
import KAAKernelTesting
import KAAStorage
import KAAWire
import OutreachContract
import Testing

@testable import Guidance

/// Förordning (2006:39) 7 §: when Outreach purges somebody, nothing of them stays here.
struct PersonalRecordsTests {
    private static let tables: [SQL] = [
        "guidanceSession", "guidanceSessionVersion", "guidanceSlussplatsBooking", "guidanceSlussplatsBookingVersion",
    ]

    @Test func goWithAPersonWhoIsPurgedAndOthersStay() async throws {
        let fixture = try await GuidanceFixture()
        let other = YoungPersonID(fixture.kernel.identifiers.next())
        fixture.outreach.cover(other)
        let offering = try await fixture.openPlaces()
        for person in [fixture.anna, other] {
            let session = try await fixture.bookSession(person, on: "2026-11-20")
            _ = try await fixture.resolve(session, .held)
            _ = try await fixture.start(try await fixture.book(offering, for: person))
        }
        #expect(try await Self.counts(fixture) == [2, 4, 2, 4])
        try await fixture.outreach.purge([fixture.anna], .figures)
        try await fixture.kernel.deliverEvents()
        #expect(try await Self.counts(fixture) == [2, 4, 2, 4], "That stage is for those who keep figures.")
        try await fixture.outreach.purge([fixture.anna], .records)
        try await fixture.kernel.deliverEvents()
        #expect(try await Self.counts(fixture) == [1, 2, 1, 2])
        let left = try await fixture.kernel.read("guidance") {
            try $0.values("SELECT youngPerson FROM guidanceSession", as: YoungPersonID.self)
                + $0.values("SELECT youngPerson FROM guidanceSlussplatsBooking", as: YoungPersonID.self)
        }
        #expect(left == [other, other])
        // What the school has counted of its places stays.
        #expect(try await fixture.offering().started == 2)
        #expect(try await fixture.kernel.parkedEvents(of: "guidance").isEmpty)
    }

    private static func counts(_ fixture: GuidanceFixture) async throws -> [Int] {
        try await fixture.kernel.read("guidance") { transaction in
            try Self.tables.map { try transaction.requiredValue("SELECT COUNT(*) FROM \($0)") }
        }
    }
}
