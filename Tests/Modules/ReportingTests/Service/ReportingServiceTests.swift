import GuidanceContract
import InterventionsContract
import KAAExpectations
import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract
import ReportingContract
import Testing

@testable import Reporting

struct ReportingServiceTests {
    @Test func countsEveryFactorOfTheFunnel() async throws {
        let fixture = try await ReportingFixture()
        let (anna, bo, cecilia) = (fixture.newPerson(), fixture.newPerson(), fixture.newPerson())
        for person in [anna, bo, cecilia] { try await fixture.cover(person) }
        try await fixture.attempt(anna, .letter, .sent, on: "2026-09-10")
        try await fixture.attempt(anna, .phone, .reachedYouth, on: "2026-09-17")
        try await fixture.attempt(bo, .letter, .returned, on: "2026-09-10")
        try await fixture.attempt(bo, .letter, .cancelled, on: "2026-09-20")
        try await fixture.session(cecilia, .held, on: "2026-10-02")
        try await fixture.intervention(anna, "COACHING", "2026-10-01", "2026-11-10", .toEducation)
        try await fixture.intervention(anna, "AIM", "2026-11-11")

        let total = try await fixture.total()

        #expect(
            total
                == .init(
                    covered: 3,
                    sought: 2,
                    reached: 2,
                    reachedBy: [.init(channel: "PHONE", count: 1), .init(channel: "SKOLSLUSSEN", count: 1)],
                    attempts: [.init(channel: "LETTER", count: 2), .init(channel: "PHONE", count: 1)],
                    inIntervention: 1,
                    interventions: [
                        .init(interventionType: "AIM", count: 1), .init(interventionType: "COACHING", count: 1),
                    ],
                    endReasons: [.init(endReason: "TO_EDUCATION", count: 1)],
                    endReasonsByIntervention: [
                        .init(interventionType: "COACHING", endReason: "TO_EDUCATION", count: 1)
                    ]
                )
        )
    }

    @Test(arguments: [
        ("2026-10-01", "2026-10-01", 1), ("2026-10-31", "2026-11-30", 1), ("2026-01-01", "2026-09-30", 0),
        ("2026-11-01", "2026-12-31", 0), ("2026-01-01", "2026-10-01", 1),
    ])
    func coversAWindowThatHoldsOneCoveredDay(from: String, to: String, count: Int64) async throws {
        let fixture = try await ReportingFixture()
        try await fixture.cover(fixture.newPerson(), .female, "2026-10-01", "2026-11-01")

        #expect(try await fixture.total(from, to).covered == count)
    }

    @Test func countsNobodyWhoIsNotCoveredInTheWindow() async throws {
        let fixture = try await ReportingFixture()
        let (former, unknown) = (fixture.newPerson(), fixture.newPerson())
        try await fixture.cover(former, .male, "2026-01-01", "2026-09-01")
        for person in [former, unknown] {
            try await fixture.attempt(person, .phone, .reachedYouth, on: "2026-09-17")
            try await fixture.session(person, .held, on: "2026-09-18")
            try await fixture.intervention(person, "AIM", "2026-09-01", "2026-09-30", .toWork)
        }

        #expect(try await fixture.total() == .init())
        #expect(try await fixture.total("2026-08-31", "2026-09-30").reached == 1)
    }

    @Test func countsOnlyWhatHappensInTheWindow() async throws {
        let fixture = try await ReportingFixture()
        let anna = fixture.newPerson()
        try await fixture.cover(anna)
        try await fixture.attempt(anna, .letter, .sent, on: "2026-08-31")
        try await fixture.attempt(anna, .sms, .reachedYouth, on: "2026-12-01")
        try await fixture.session(anna, .held, on: "2026-08-31")
        try await fixture.intervention(anna, "AIM", "2026-08-01", "2026-08-31", .completed)
        try await fixture.intervention(anna, "PRAKTIK", "2026-12-01")

        var expected = Kaa.Reporting.V1.FunnelRow()
        expected.covered = 1
        #expect(try await fixture.total() == expected)
        let wider = try await fixture.total("2026-08-31", "2026-12-01")
        #expect((wider.sought, wider.reached, wider.inIntervention) == (1, 1, 1))
        #expect(wider.reachedBy == [.init(channel: "SKOLSLUSSEN", count: 1)])
    }

    @Test(arguments: Kaa.Outreach.V1.AttemptResult.knownCases.filter { $0 != .unspecified })
    func takesTwoWayContactForReached(result: Kaa.Outreach.V1.AttemptResult) async throws {
        let fixture = try await ReportingFixture()
        let anna = fixture.newPerson()
        try await fixture.cover(anna)
        try await fixture.attempt(anna, .homeVisit, result, on: "2026-09-17")

        let total = try await fixture.total()
        #expect(total.sought == (result == .cancelled ? 0 : 1))
        #expect(total.reached == ([.reachedYouth, .declinedContact].contains(result) ? 1 : 0))
    }

    @Test(arguments: Kaa.Guidance.V1.GuidanceSessionState.knownCases.filter { $0 != .unspecified })
    func takesHeldSessionsForReached(state: Kaa.Guidance.V1.GuidanceSessionState) async throws {
        let fixture = try await ReportingFixture()
        let anna = fixture.newPerson()
        try await fixture.cover(anna)
        try await fixture.session(anna, state, on: "2026-09-17")

        let total = try await fixture.total()
        #expect(total.reached == (state == .held ? 1 : 0))
        #expect(total.sought == 0)
        #expect(total.attempts.isEmpty)
    }

    @Test func addsUpBrokenDownByDistrictAndSex() async throws {
        let fixture = try await ReportingFixture()
        let persons = [fixture.newPerson(), fixture.newPerson(), fixture.newPerson(), fixture.newPerson()]
        try await fixture.cover(persons[0], .female, in: "14")
        try await fixture.cover(persons[1], .male, in: "14")
        try await fixture.cover(persons[2], .male, in: "03", then: [("2026-10-15", "JARVA")])
        try await fixture.cover(persons[3], .male, in: "")
        try await fixture.attempt(persons[2], .phone, .declinedContact, on: "2026-09-09")

        let both = try await fixture.report(by: [.district, .sex])
        #expect(both.rows.map(\.district) == ["", "14", "14", "JARVA"])
        #expect(both.rows.map(\.sex) == [.male, .female, .male, .male])
        #expect(both.rows.map(\.covered) == [1, 1, 1, 1])
        #expect(both.rows.map(\.reached) == [0, 0, 0, 1])
        #expect(both.total?.covered == 4)
        #expect(both.total?.district == nil)

        let before = try await fixture.report("2026-09-01", "2026-10-14", by: [.district])
        #expect(before.rows.map(\.district) == ["", "03", "14"])
        #expect(before.rows.map(\.sex) == [nil, nil, nil])
        #expect(before.rows.map(\.covered) == [1, 1, 2])
        #expect(try await fixture.report().rows.isEmpty)
    }

    @Test func takesTheDistrictOfTheLastCoveredDay() async throws {
        let fixture = try await ReportingFixture()
        try await fixture.cover(
            fixture.newPerson(),
            .female,
            "2026-09-10",
            "2026-10-15",
            in: "14",
            then: [("2026-10-14", "24"), ("2026-10-15", "01")]
        )

        #expect(try await fixture.report(by: [.district]).rows.map(\.district) == ["24"])
        #expect(try await fixture.report("2026-09-01", "2026-10-13", by: [.district]).rows.map(\.district) == ["14"])
    }

    @Test func tellsWhatWasKnownOnADay() async throws {
        let fixture = try await ReportingFixture()
        let anna = fixture.newPerson()
        let attempt = fixture.newPerson()
        let intervention = fixture.newPerson()
        try await fixture.cover(anna, .female, in: "14")
        try await fixture.attempt(anna, .phone, .reachedYouth, on: "2026-11-02", id: attempt)
        try await fixture.intervention(anna, "AIM", "2026-11-10", id: intervention)

        fixture.kernel.clock.set(CivilDate("2026-11-25").swedishMidnight)
        try await fixture.cover(anna, .female, "2026-08-01", "2026-11-01", in: "24")
        try await fixture.attempt(anna, .phone, .noAnswer, on: "2026-10-30", id: attempt)
        try await fixture.intervention(anna, "AIM", "2026-10-10", "2026-10-20", .toWork, id: intervention)

        let before = try await fixture.report(by: [.district], asKnownOn: "2026-11-24")
        #expect(before.rows.map(\.district) == ["14"])
        #expect(before.total?.reached == 1)
        #expect(before.total?.endReasons == [])
        #expect(before.asKnownOn == "2026-11-24")
        for asKnownOn in ["2026-11-25", nil] {
            let after = try await fixture.report(by: [.district], asKnownOn: asKnownOn)
            #expect(after.rows.map(\.district) == ["24"])
            #expect(after.total?.sought == 1)
            #expect(after.total?.reached == 0)
            #expect(after.total?.endReasons == [.init(endReason: "TO_WORK", count: 1)])
        }
        #expect(try await fixture.total(asKnownOn: "2026-11-19") == .init())
    }

    @Test func replacesEarlierVersionsHoweverLateTheyCome() async throws {
        let fixture = try await ReportingFixture()
        let anna = fixture.newPerson()
        let attempt = fixture.newPerson()
        try await fixture.cover(anna)
        try await fixture.attempt(anna, .sms, .reachedYouth, on: "2026-11-02", id: attempt)
        fixture.kernel.clock.set(CivilDate("2026-11-10").swedishNoon)
        try await fixture.cover(anna, .female, "2026-08-01", "2026-08-02")
        try await fixture.attempt(anna, .letter, .sent, on: "2026-11-02", id: attempt)

        #expect(try await fixture.total().reachedBy == [.init(channel: "SMS", count: 1)])
        #expect(try await fixture.total(asKnownOn: "2026-11-19").covered == 0)
    }

    @Test func forgetsCoverageThatIsTakenBack() async throws {
        let fixture = try await ReportingFixture()
        let anna = fixture.newPerson()
        try await fixture.cover(anna)
        fixture.kernel.clock.advance(bySeconds: 86_400)
        try await fixture.kernel.module(OutreachStandIn.self).publish(
            Kaa.Outreach.V1.CoverageRecorded(
                youngPersonID: anna,
                sex: .female,
                recordTime: .init(fixture.kernel.clock.now)
            )
        )

        #expect(try await fixture.total().covered == 0)
        #expect(try await fixture.total(asKnownOn: "2026-11-20").covered == 1)
    }

    @Test func namesModulesWhoseEventsAreMissing() async throws {
        let complete = try await ReportingFixture()
        #expect(try await complete.report().unreachable.isEmpty)

        let alone = try await ReportingFixture(without: [GuidanceStandIn.self, InterventionsStandIn.self])
        let anna = alone.newPerson()
        try await alone.cover(anna)
        let report = try await alone.report()
        #expect(report.unreachable == ["guidance", "interventions"])
        #expect(report.total?.covered == 1)
        #expect(report.total?.inIntervention == 0)
    }

    @Test func namesAModuleWhoseEventWasSetAside() async throws {
        let fixture = try await ReportingFixture()
        try await fixture.attempt(fixture.newPerson(), .unrecognized(77), .sent, on: "2026-11-02")
        try await fixture.cover(fixture.newPerson())

        let report = try await fixture.report()
        #expect(report.unreachable == ["outreach"])
        #expect(report.total?.covered == 1)
        let parked = try await fixture.kernel.parkedEvents(of: "reporting")
        #expect(parked.map(\.publisher) == ["outreach"])
    }

    @Test func namesTheFieldThatIsWrong() async throws {
        let fixture = try await ReportingFixture()

        await expectFailure(.invalidArgument, field: "from_date") { try await fixture.report("", "2026-11-30") }
        await expectFailure(.invalidArgument, field: "to_date") { try await fixture.report("2026-09-01", "nu") }
        await expectFailure(.invalidArgument, field: "to_date") { try await fixture.report("2026-09-02", "2026-09-01") }
        await expectFailure(.invalidArgument, field: "dimensions") { try await fixture.report(by: [.unspecified]) }
        await expectFailure(.invalidArgument, field: "dimensions") { try await fixture.report(by: [.unrecognized(9)]) }
        await expectFailure(.invalidArgument, field: "as_known_on") { try await fixture.report(asKnownOn: "") }
        #expect(try await fixture.report("2026-09-01", "2026-09-01").fromDate == "2026-09-01")
    }

    @Test(arguments: Role.allCases)
    func answersThoseWhoFollowUp(role: Role) async throws {
        let fixture = try await ReportingFixture()
        let client = Kaa.Reporting.V1.ReportingService.Client(try fixture.kernel.channel(as: role))
        let request = Kaa.Reporting.V1.GetFunnelReportRequest(fromDate: "2026-01-01", toDate: "2026-12-31")

        if [.strategicGroup, .reportingOfficer, .kaaCoordinator].contains(role) {
            #expect(try await client.getFunnelReport(request).total == .init())
        } else {
            await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
                try await client.getFunnelReport(request)
            }
        }
    }

    @Test func keepsNoIdentityButTheOpaqueOne() async throws {
        let fixture = try await ReportingFixture()
        try await fixture.cover(fixture.newPerson())
        _ = try await fixture.report()

        let columns = try await fixture.kernel.read("reporting") { transaction in
            try transaction.row("SELECT * FROM reportingPerson")?.columnNames
        }
        #expect(columns == ["number", "youngPerson"])
    }
}
