import KAAKernel
import KAAKernelContract
import OutreachContract
import Testing

@testable import Outreach

/// What other modules are told of people's coverage: every change once.
struct CoverageEventTests {
    private let fixture: RegisterFixture

    init() async throws {
        self.fixture = try await RegisterFixture()
    }

    @Test func everyChangeIsToldOnce() async throws {
        var town = try Town(12)
        let person = town.persons[0]
        let files = try town.files(of: "2026-11-01")
        _ = try await self.fixture.night(files, asOf: "2026-11-01")
        #expect(try await self.fixture.coverageEvents().count == 12)

        _ = try await self.fixture.night(files, asOf: "2026-11-02")
        try town.write(to: files, of: "2026-11-03")
        _ = try await self.fixture.night(files, asOf: "2026-11-03")
        #expect(try await self.fixture.coverageEvents().count == 12)

        try town.enrol(person, from: "2026-11-10")
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        let events = try await self.fixture.coverageEvents()
        #expect(events.count == 13)
        let id = try await self.fixture.cases()[person]?.youngPersonID.description
        #expect(events.last?.youngPersonID == id)
        #expect(events.last?.sex == .female)
        #expect(
            events.last?.intervals == [
                .init(
                    from: "2024-07-01",
                    until: "2026-11-10",
                    openingReason: "COMPULSORY_SCHOOL_ENDED",
                    closingReason: "STARTED_NATIONAL"
                )
            ]
        )
        #expect(events.last?.districts == [.init(from: "", districtCode: "04")])
    }

    @Test func aMoveBetweenDistrictsIsTold() async throws {
        var town = try Town(2)
        _ = try await self.fixture.night(try town.files(of: "2026-11-01"), asOf: "2026-11-01")
        town.residences[town.persons[1]] = .invented(since: "2008-01-03", district: "12")
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        let events = try await self.fixture.coverageEvents()
        #expect(events.count == 3)
        #expect(
            events.last?.districts == [
                .init(from: "", districtCode: "04"), .init(from: "2026-11-20", districtCode: "12"),
            ]
        )
    }

    @Test func thoseWhoAreNeverCoveredAreNotTold() async throws {
        var town = try Town(2)
        town.residences[town.persons[0]] = .invented(since: "2008-01-02", in: "0182")
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        let events = try await self.fixture.coverageEvents()
        #expect(events.count == 1)
        #expect(events.first?.intervals.count == 1)
    }

    @Test func thatACoverageNeverWasIsTold() async throws {
        var town = try Town(12)
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        town.residences[town.persons[0]] = nil
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        let events = try await self.fixture.coverageEvents()
        #expect(events.count == 13)
        #expect(events.last?.intervals.isEmpty == true)
    }

    @Test func aRunThatStopsTellsNothing() async throws {
        let folder = try Town(3).files(of: "2026-11-20")
        try folder.write("", to: "meriter-2026-11-20.csv")
        let run = try await self.fixture.night(folder)
        #expect(run.state == .failed)
        #expect(try await self.fixture.coverageEvents().isEmpty)
    }
}
