import KAAKernel
import Testing

@testable import Outreach

struct CoverageReasonTests {
    private let calculator = CoverageCalculator(hemkommun: World.hemkommun)

    @Test(arguments: [
        (Merit.gymnasieexamen, DeregistrationReason.gymnasieexamen), (.yrkesexamen, .gymnasieexamen),
        (.gymnasiebevis, .gymnasiebevis), (.gymnasiesarskolebevis, .gymnasiebevis),
        (.motsvarande, .completedEquivalent), (.studiebevis, .turned20),
    ])
    func certificatesCloseButForTheStudiebevis(merit: Merit, reason: DeregistrationReason) {
        let fact = MeritFact(merit: merit, issuedOn: "2020-06-10", snapshot: "2020-07-01")
        let closing = self.calculator.intervals(for: .sample(merits: [fact])).first?.closing
        #expect(closing?.reason == reason)
        #expect(closing?.day == (reason == .turned20 ? "2022-01-02" : "2020-06-10"))
        #expect(closing?.source == (reason == .turned20 ? nil : FactSource(feed: .meriter, snapshot: "2020-07-01")))
    }

    @Test(arguments: [
        (FolkbokforingDeregistration.Cause.deceased, DeregistrationReason.deceased), (.emigrated, .emigrated),
        (.oldPersonnummer, .wronglyRegistered), (.falseIdentity, .wronglyRegistered), (.missing, .wronglyRegistered),
    ])
    func deregistrationsCloseByTheirCause(cause: FolkbokforingDeregistration.Cause, reason: DeregistrationReason) {
        let deregistration = FolkbokforingDeregistration(cause: cause, date: "2020-05-05")
        let facts = PersonFacts.sample(residence: [.sample(deregistered: deregistration)])
        let closing = self.calculator.intervals(for: facts).first?.closing
        #expect(closing?.reason == reason)
        #expect(closing?.day == "2020-05-05")
    }

    @Test(arguments: [
        (SchoolForm.gymnasieskola, ShortCode?("NA25"), DeregistrationReason.startedNational),
        (.gymnasieskola, "IMS", .startedIntroductory), (.anpassadGymnasieskola, nil, .startedAdapted),
    ])
    func enrolmentsCloseByTheirKind(form: SchoolForm, path: ShortCode?, reason: DeregistrationReason) throws {
        let facts = PersonFacts.sample(enrolments: [try .sample(form, path, from: "2019-08-20")])
        #expect(self.calculator.intervals(for: facts).map(\.closing.reason) == [reason])
    }

    @Test(arguments: [SchoolForm.vuxenutbildningGymnasial, .sfi, .folkhogskola])
    func otherStudiesCloseNothing(form: SchoolForm) throws {
        let facts = PersonFacts.sample(enrolments: [try .sample(form, nil, from: "2019-08-20")])
        #expect(self.calculator.intervals(for: facts).map(\.closing.reason) == [.turned20])
    }

    @Test func movingOutAndInClosesAndOpens() {
        let facts = PersonFacts.sample(residence: [
            .sample(snapshot: "2021-01-01", from: "2020-10-01"),
            .sample(snapshot: "2020-01-01", kommun: "0182", from: "2019-12-01"),
            .sample(),
        ])
        let intervals = self.calculator.intervals(for: facts)
        #expect(intervals.map(\.closing.reason) == [.moved, .turned20])
        #expect(intervals.map(\.closing.day) == ["2019-12-01", "2022-01-02"])
        #expect(intervals.last?.opening.reason == .movedIn)
        #expect(intervals.last?.opening.day == "2020-10-01")
        #expect(intervals.last?.opening.source == FactSource(feed: .folkbokforing, snapshot: "2021-01-01"))
    }

    @Test func anEnrolmentThatIsNoLongerReportedOpens() throws {
        let facts = PersonFacts.sample(enrolments: [try .sample(from: "2018-07-01", vanishedOn: "2020-10-01")])
        let opening = self.calculator.intervals(for: facts).first?.opening
        #expect(opening?.reason == .enrolmentNoLongerReported)
        #expect(opening?.day == "2020-10-01")
    }

    @Test func aCertificateThatIsNoLongerReportedOpens() {
        let fact = MeritFact(
            merit: .gymnasieexamen,
            issuedOn: "2018-01-01",
            snapshot: "2020-01-01",
            vanishedOn: "2020-10-01"
        )
        let opening = self.calculator.intervals(for: .sample(merits: [fact])).first?.opening
        #expect(opening?.reason == .recordCorrected)
        #expect(opening?.source == FactSource(feed: .meriter, snapshot: "2020-10-01"))
    }
}
