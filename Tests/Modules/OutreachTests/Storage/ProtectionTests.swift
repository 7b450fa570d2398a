import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAAStorage
import OutreachContract
import Testing

@testable import Outreach

/// What a mark in folkbokföringen changes in the register, and what lifts it.
struct ProtectionTests {
    private let fixture: RegisterFixture

    init() async throws {
        self.fixture = try await RegisterFixture()
    }

    private func protections() async throws -> [SkyddadePersonuppgifter] {
        try await self.fixture.kernel.read("outreach") { transaction in
            try transaction.values(
                "SELECT protection FROM outreachPerson WHERE protection <> 'NONE' ORDER BY person",
                as: SkyddadePersonuppgifter.self
            )
        }
    }

    @Test func othersAreToldToForgetAndToldAnewWhenItIsLifted() async throws {
        var town = try Town(12)
        _ = try await self.fixture.night(try town.files(of: "2026-11-01"), asOf: "2026-11-01")
        #expect(try await self.fixture.coverageEvents().count == 12)
        town.protect(town.persons[0], .sekretessmarkering)
        _ = try await self.fixture.night(try town.files(of: "2026-11-10"), asOf: "2026-11-10")
        let withdrawal = try await self.fixture.coverageEvents().last
        let id = try await self.fixture.cases()[town.persons[0]]?.youngPersonID.description
        #expect(withdrawal?.youngPersonID == id)
        #expect(withdrawal?.withdrawn == true)
        #expect(withdrawal?.intervals == [])
        #expect(withdrawal?.districts == [])
        #expect(withdrawal?.sex == .unspecified)

        town.protect(town.persons[0], .skyddadFolkbokforing)
        _ = try await self.fixture.night(try town.files(of: "2026-11-12"), asOf: "2026-11-12")
        #expect(try await self.fixture.coverageEvents().count == 13, "There is nothing more to forget.")

        town.protect(town.persons[0], .none)
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        let events = try await self.fixture.coverageEvents()
        #expect(events.count == 14)
        #expect(events.last?.withdrawn == false)
        #expect(events.last?.intervals.count == 1)
    }

    @Test func nobodyIsToldOfThoseProtectedFromTheBeginning() async throws {
        var town = try Town(3)
        town.protect(town.persons[0], .sekretessmarkering)
        town.protect(town.persons[1], .skyddadFolkbokforing)
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        let events = try await self.fixture.coverageEvents()
        let open = try await self.fixture.cases()[town.persons[2]]?.youngPersonID.description
        #expect(events.map(\.youngPersonID) == [open])
        #expect(try await self.protections() == [.sekretessmarkering, .skyddadFolkbokforing])
    }

    @Test func onlyANewerRowOfFolkbokforingenLiftsIt() async throws {
        var town = try Town(12)
        town.protect(town.persons[0], .sekretessmarkering)
        _ = try await self.fixture.night(try town.files(of: "2026-11-10"), asOf: "2026-11-10")
        #expect(try await self.protections() == [.sekretessmarkering])

        var older = town
        older.protect(town.persons[0], .none)
        _ = try await self.fixture.night(try older.files(of: "2026-11-09"), asOf: "2026-11-11")
        #expect(try await self.protections() == [.sekretessmarkering], "An older snapshot comes late.")

        try town.enrol(town.persons[0], from: "2026-11-11")
        _ = try await self.fixture.night(try town.files(of: "2026-11-12"), asOf: "2026-11-12")
        #expect(try await self.protections() == [.sekretessmarkering], "A school says something of the person.")

        var without = town
        without.residences[town.persons[0]] = nil
        _ = try await self.fixture.night(try without.files(of: "2026-11-13"), asOf: "2026-11-13")
        #expect(try await self.protections() == [.sekretessmarkering], "A snapshot has nothing of the person.")

        town.protect(town.persons[0], .none)
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        #expect(try await self.protections() == [])
    }

    @Test func aDryRunLeavesTheDirectoryAsItWas() async throws {
        var town = try Town(12)
        _ = try await self.fixture.night(try town.files(of: "2026-11-01"), asOf: "2026-11-01")
        let entry = try #require(try await self.fixture.covered(on: "2026-11-01").first)
        town.protect(town.persons[0], .sekretessmarkering)
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"), dryRun: true)
        #expect(try await self.fixture.covered(on: "2026-11-01").first == entry)
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        #expect(try await self.fixture.covered(on: "2026-11-01").first != entry)
    }
}
