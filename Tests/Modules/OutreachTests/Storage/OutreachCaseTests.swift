import KAAKernel
import OutreachContract
import Testing

@testable import Outreach

/// What a run does to the cases: everyone who is covered has one, with a date for the next contact.
struct OutreachCaseTests {
    private let fixture: RegisterFixture

    init() async throws {
        self.fixture = try await RegisterFixture()
    }

    @Test func everyoneWhoComesToBeCoveredGetsACaseWithANextDate() async throws {
        let town = try Town(5)
        let run = try await self.fixture.night(try town.files(of: "2026-11-20"))
        #expect(run.report?.opened == 5)
        #expect(run.report?.covered == 5)
        let cases = try await self.fixture.cases()
        #expect(Set(cases.keys) == Set(town.persons))
        for (_, outreachCase) in cases {
            #expect(outreachCase.state == .toContact)
            #expect(outreachCase.coveredSince == "2024-07-01")
            #expect(outreachCase.district == "04")
            #expect(outreachCase.nextContactOn == "2026-11-28")
            #expect(outreachCase.revision == 1)
        }
    }

    @Test func aCaseClosesWithTheCoverageAndOpensAgainWithIt() async throws {
        var town = try Town(12)
        let person = town.persons[0]
        _ = try await self.fixture.night(try town.files(of: "2026-08-01"), asOf: "2026-08-01")
        try town.enrol(person, from: "2026-08-17")
        let closing = try await self.fixture.night(try town.files(of: "2026-09-01"), asOf: "2026-09-01")
        #expect(closing.report?.closed == 1)
        #expect(closing.report?.opened == 0)
        let closed = try await self.fixture.cases()[person]
        #expect(closed?.state == .closed)
        #expect(closed?.coveredSince == nil)
        #expect(closed?.nextContactOn == nil)

        town.enrolments = []
        try town.enrol(person, from: "2026-08-17", to: "2026-10-30")
        let reopening = try await self.fixture.night(try town.files(of: "2026-11-20"))
        #expect(reopening.report?.opened == 1)
        #expect(reopening.report?.closed == 0)
        let reopened = try await self.fixture.cases()[person]
        #expect(reopened?.state == .toContact)
        #expect(reopened?.coveredSince == "2026-10-31")
        #expect(reopened?.nextContactOn == "2026-11-28")
        #expect(reopened?.attemptCount == 0)
        #expect(reopened?.revision == 3)
    }

    @Test func aNightWithoutNewsLeavesEveryCaseAsItWas() async throws {
        var town = try Town(5)
        town.residences[town.persons[4]] = .invented(since: "2008-01-06", protection: .skyddadFolkbokforing)
        let files = try town.files(of: "2026-11-20")
        _ = try await self.fixture.night(files)
        let cases = try await self.fixture.cases()
        let run = try await self.fixture.night(files)
        #expect(run.report?.opened == 0)
        #expect(run.report?.closed == 0)
        #expect(run.report?.covered == 4)
        #expect(run.report?.awaitingDecision == 1)
        #expect(try await self.fixture.cases() == cases)
    }

    @Test func protectedRegistrationAwaitsADecisionWithinTheAgeOnly() async throws {
        var town = try Town(4)
        let tooYoung = try RandomIdentity.make(born: "2011-05-05", individual: 238)
        let tooOld = try RandomIdentity.make(born: "2006-11-21", individual: 238)
        let turnsTwentyTomorrow = try RandomIdentity.make(born: "2006-11-22", individual: 238)
        let persons = [town.persons[0], tooYoung, tooOld, turnsTwentyTomorrow]
        for person in persons {
            town.residences[person] = .invented(since: person.birthDate, protection: .skyddadFolkbokforing)
        }
        town.residences[town.persons[1]] = .invented(since: "2008-01-03", protection: .sekretessmarkering)
        let folder = try FeedFolder()
        try folder.write(town.residences.map { FolkbokforingRow.invented($0.key, $0.value) }, of: "2026-11-20")

        let run = try await self.fixture.night(folder)
        #expect(run.report?.awaitingDecision == 2)
        #expect(run.report?.covered == 3)
        let cases = try await self.fixture.cases()
        let awaiting = cases.filter { $0.value.state == .awaitingDecision }
        #expect(Set(awaiting.keys) == [town.persons[0], turnsTwentyTomorrow])
        #expect(awaiting.values.allSatisfy { $0.coveredSince == nil && $0.nextContactOn == nil && $0.district == nil })
        #expect(cases[town.persons[1]]?.state == .toContact)
        #expect(cases[tooYoung] == nil)
        #expect(cases[tooOld] == nil)
    }

    @Test func aCaseGoesToAwaitingADecisionAndBackAsProtectionComesAndGoes() async throws {
        var town = try Town(12)
        let person = town.persons[0]
        _ = try await self.fixture.night(try town.files(of: "2026-11-01"), asOf: "2026-11-01")
        town.residences[person] = .invented(since: person.birthDate, protection: .skyddadFolkbokforing)
        let protecting = try await self.fixture.night(try town.files(of: "2026-11-10"), asOf: "2026-11-10")
        #expect(protecting.report?.closed == 1)
        #expect(protecting.report?.awaitingDecision == 1)
        #expect(try await self.fixture.cases()[person]?.state == .awaitingDecision)
        #expect(try await self.fixture.covered(on: "2026-11-10").count == 11)

        town.residences[person] = .invented(since: person.birthDate)
        let back = try await self.fixture.night(try town.files(of: "2026-11-20"))
        #expect(back.report?.opened == 1)
        #expect(back.report?.awaitingDecision == 0)
        let outreachCase = try await self.fixture.cases()[person]
        #expect(outreachCase?.state == .toContact)
        #expect(outreachCase?.coveredSince == "2024-07-01")
        #expect(outreachCase?.nextContactOn == "2026-11-28")
    }

    @Test func thoseWhoAwaitADecisionNoLongerDoSoWhenTheyTurnTwenty() async throws {
        var town = try Town(1)
        let person = town.persons[0]
        town.residences[person] = .invented(since: person.birthDate, protection: .skyddadFolkbokforing)
        let files = try town.files(of: "2026-11-20")
        _ = try await self.fixture.night(files)
        let run = try await self.fixture.night(files, asOf: "2028-01-02")
        #expect(run.report?.awaitingDecision == 0)
        #expect(try await self.fixture.cases()[person]?.state == .closed)
    }

    @Test func theDistrictIsThatOfTheNewestSnapshotThatHasOne() async throws {
        var town = try Town(3)
        town.residences[town.persons[2]] = .invented(since: "2008-01-04", district: nil)
        _ = try await self.fixture.night(try town.files(of: "2026-11-01"), asOf: "2026-11-01")
        town.residences[town.persons[0]] = .invented(since: "2008-01-02", district: "12")
        town.residences[town.persons[1]] = .invented(since: "2008-01-03", district: nil)
        _ = try await self.fixture.night(try town.files(of: "2026-11-20"))
        let cases = try await self.fixture.cases()
        #expect(town.persons.map { cases[$0]?.district } == ["12", "04", nil])
    }
}
