import GuidanceContract
import KAAKernel
import KAAKernelTesting
import KAAStorage
import KAAWire
import OutreachContract
import ReportingContract
import Testing

@testable import Reporting

/// Those who become protected are in no figure, and in no table.
struct WithdrawalTests {
    private let fixture: ReportingFixture

    init() async throws {
        self.fixture = try await ReportingFixture()
    }

    private func rows(_ person: String) async throws -> Int {
        let id = try #require(YoungPersonID(person))
        return try await self.fixture.kernel.read("reporting") { transaction in
            try transaction.value("SELECT COUNT(*) FROM reportingPerson WHERE youngPerson = \(id)", as: Int.self) ?? 0
        }
    }

    private func facts() async throws -> [Int] {
        try await self.fixture.kernel.read("reporting") { transaction in
            let tables: [SQL] = ["reportingCoverage", "reportingAttempt", "reportingSession", "reportingIntervention"]
            return try tables.map { try transaction.value("SELECT COUNT(*) FROM \($0)", as: Int.self) ?? 0 }
        }
    }

    @Test func everythingToldOfAPersonIsForgotten() async throws {
        let anna = self.fixture.newPerson()
        let bo = self.fixture.newPerson()
        for person in [anna, bo] {
            try await self.fixture.cover(person)
            try await self.fixture.attempt(person, .phone, .reachedYouth, on: "2026-10-01")
            try await self.fixture.session(person, .held, on: "2026-10-02")
            try await self.fixture.intervention(person, "COACHING", "2026-10-03")
        }
        #expect(try await self.fixture.total().covered == 2)
        #expect(try await self.facts() == [2, 2, 2, 2])

        try await self.fixture.kernel.module(OutreachStandIn.self).publish(
            Kaa.Outreach.V1.CoverageRecorded(
                youngPersonID: anna,
                recordTime: .init(self.fixture.kernel.clock.now),
                withdrawn: true
            )
        )
        #expect(try await self.fixture.total().covered == 1)
        #expect(try await self.fixture.total(asKnownOn: "2026-11-20").covered == 1)
        #expect(try await self.facts() == [1, 1, 1, 1])
        #expect(try await self.rows(anna) == 0)
        #expect(try await self.rows(bo) == 1)
    }

    @Test func nothingMoreIsTakenInOfAProtectedPerson() async throws {
        let anna = self.fixture.newPerson()
        try self.fixture.kernel.module(OutreachStandIn.self).context.subjects.replace(with: [
            try #require(YoungPersonID(anna)): SubjectStanding(district: nil, protection: .sekretessmarkering)
        ])
        try await self.fixture.cover(anna)
        try await self.fixture.attempt(anna, .phone, .reachedYouth, on: "2026-10-01")
        try await self.fixture.session(anna, .held, on: "2026-10-02")
        try await self.fixture.intervention(anna, "COACHING", "2026-10-03")
        try await self.fixture.kernel.deliverEvents()
        #expect(try await self.facts() == [0, 0, 0, 0])
        #expect(try await self.rows(anna) == 0)
    }
}
