import KAAKernel
import Testing

@testable import Outreach

struct CoverageExplanationTests {
    private let calculator = CoverageCalculator(hemkommun: World.hemkommun)

    @Test func namesTheRuleAndEveryConditionWithItsInputAndSource() throws {
        let facts = PersonFacts.sample(enrolments: [try .sample(from: "2018-08-20", to: "2020-02-29")])
        let explanation = self.calculator.explanation(for: facts, on: "2020-02-29")

        #expect(explanation.decision == .notCovered(failing: .notEnrolled))
        #expect(explanation.rule?.id == "KAA-2018-07-01")
        #expect(explanation.rule?.statute.contains("29 kap. 9 §") == true)
        #expect(explanation.findings.map(\.condition) == CoverageCondition.allCases)
        #expect(explanation.findings.filter { !$0.isMet }.map(\.condition) == [.notEnrolled])

        let residence = explanation.findings[1].inputs
        #expect(residence.map(\.name) == ["kommunkod", "folkbokforingsdatum"])
        #expect(residence.map(\.value) == ["0180", "2002-01-02"])
        #expect(residence.first?.source == FactSource(feed: .folkbokforing, snapshot: "2018-01-01"))
        #expect(explanation.findings[2].inputs.first?.value == "2018-06-30")
        #expect(explanation.findings[3].inputs.first?.value == "2022-01-02")
        let enrolment = explanation.findings[4].inputs
        #expect(enrolment.map(\.value) == ["GY NA25 12345678 2018-08-20/2020-02-29"])
        #expect(enrolment.first?.source == FactSource(feed: .elevregister, snapshot: "2018-01-01"))
    }

    @Test func listsEveryConditionThatFails() {
        let merit = MeritFact(merit: .yrkesexamen, issuedOn: "2010-01-01", snapshot: "2018-01-01")
        let facts = PersonFacts.sample(residence: [.sample(kommun: "0182")], merits: [merit])
        let decision = self.calculator.decision(for: facts, on: "2018-06-30")
        #expect(
            decision
                == .notCovered(failing: [.residentInHemkommun, .compulsorySchoolEnded, .noCompletedEducation])
        )
        #expect(
            self.calculator.decision(for: .sample(), on: "2022-01-02") == .notCovered(failing: .belowAgeLimit)
        )
    }

    @Test func saysWhenNoRuleIsInForce() {
        let explanation = self.calculator.explanation(for: .sample(), on: "2014-12-31")
        #expect(explanation.decision == .notCovered(failing: .ruleInForce))
        #expect(explanation.rule == nil)
    }

    @Test func showsTheFindingsOnSomeoneAwaitingAManualDecision() {
        let facts = PersonFacts.sample(residence: [.sample(protection: .skyddadFolkbokforing)])
        let explanation = self.calculator.explanation(for: facts, on: "2019-01-01")
        #expect(explanation.decision == .awaitingManualDecision)
        #expect(explanation.protection == .skyddadFolkbokforing)
        #expect(explanation.findings.count == CoverageCondition.allCases.count)
    }
}
