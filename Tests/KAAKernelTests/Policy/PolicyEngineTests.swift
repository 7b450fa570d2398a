import Foundation
import KAAKernelContract
import KAAKernelTesting
import KAAWire
import Testing

@testable import KAAKernel

struct PolicyEngineTests {
    private static let engine = PolicyEngine(grounds: .sweden)
    private static let consent = "0b1f7c1e-6a55-4d5b-8a7a-2f3c4d5e6f70"

    /// A method of the employment board that reads personal data.
    private static func rule(
        _ access: Kaa.Kernel.V1.Access = .read,
        owner: Board? = .amn,
        purposes: [Kaa.Kernel.V1.Purpose] = [.kaaDuty],
        grounds: [Kaa.Kernel.V1.LegalGround] = [.skollagen29_9],
        reasonRequired: Bool = false,
        minimumAssurance: Kaa.Kernel.V1.AssuranceLevel = .unspecified,
        changesNothing: Bool = false
    ) -> MethodRule {
        let policy = MethodPolicy(
            roles: [.coach, .guidanceCounsellor, .socialWorker, .auditor],
            purposes: purposes,
            access: access,
            grounds: grounds,
            subjectsInRequest: nil,
            subjectsInAnswer: nil,
            districtsInRequest: nil,
            reasonRequired: reasonRequired,
            minimumAssurance: minimumAssurance,
            changesNothing: changesNothing
        )
        return MethodRule(policy, owner: owner)
    }

    private static func question(
        _ role: Role = .guidanceCounsellor,
        receiver: Board? = nil,
        purpose: String? = nil,
        ground: String? = nil,
        consent: String? = nil,
        reason: String? = nil,
        day: CivilDate = "2026-11-20"
    ) -> PolicyQuestion {
        let caller = Caller.sample(role)
        return PolicyQuestion(
            caller: caller,
            receiver: receiver ?? caller.board,
            // Who states a ground states what for.
            purpose: purpose ?? (ground == nil ? nil : "KAA_DUTY"),
            ground: ground,
            consent: consent,
            reason: reason,
            moment: day.swedishNoon
        )
    }

    private static func refusal(_ question: PolicyQuestion, _ rule: MethodRule) -> PolicyRefusal? {
        do throws(PolicyRefusal) {
            _ = try self.engine.decide(question, by: rule)
            return nil
        } catch {
            return error
        }
    }

    // MARK: - The own board

    @Test func asksTheOwnBoardForNoGround() throws {
        let allowance = try Self.engine.decide(Self.question(.coach), by: Self.rule(grounds: []))

        #expect(allowance == PolicyAllowance(purpose: .kaaDuty))
    }

    @Test func deniesARoleThatTheMethodDoesNotName() {
        #expect(Self.refusal(Self.question(.reportingOfficer), Self.rule()) == .role)
    }

    @Test func deniesEveryoneWhereNoRoleIsNamed() {
        let policy = MethodPolicy(
            roles: [],
            purposes: [.kaaDuty],
            access: .read,
            grounds: [],
            subjectsInRequest: nil,
            subjectsInAnswer: nil,
            districtsInRequest: nil
        )
        #expect(Self.refusal(Self.question(.coach), MethodRule(policy, owner: .amn)) == .role)
    }

    @Test(arguments: ["AUDIT", "kaa_duty", "", "CURIOSITY"])
    func deniesAPurposeThatTheMethodDoesNotServe(purpose: String) {
        #expect(Self.refusal(Self.question(.coach, purpose: purpose), Self.rule()) == .purpose)
    }

    @Test func takesTheFirstPurposeWhereNoneIsStated() throws {
        let rule = Self.rule(purposes: [.audit, .kaaDuty])

        #expect(try Self.engine.decide(Self.question(.coach), by: rule).purpose == .audit)
        #expect(try Self.engine.decide(Self.question(.coach, purpose: "KAA_DUTY"), by: rule).purpose == .kaaDuty)
    }

    // MARK: - Another board

    @Test(arguments: [Kaa.Kernel.V1.Access.read, .write])
    func asksAnotherBoardForAGround(access: Kaa.Kernel.V1.Access) {
        #expect(Self.refusal(Self.question(), Self.rule(access)) == .groundMissing)
        #expect(Self.refusal(Self.question(), Self.rule(access, grounds: [])) == .board)
    }

    @Test(arguments: [Kaa.Kernel.V1.Access.none, .aggregate])
    func asksNobodyForAGroundWhereNothingIsToldOfAPerson(access: Kaa.Kernel.V1.Access) {
        #expect(Self.refusal(Self.question(), Self.rule(access, grounds: [], changesNothing: true)) == nil)
    }

    @Test(arguments: [Kaa.Kernel.V1.Access.none, .aggregate])
    func letsNoOtherBoardChangeAnything(access: Kaa.Kernel.V1.Access) {
        #expect(Self.refusal(Self.question(), Self.rule(access, grounds: [])) == .board)
        #expect(Self.refusal(Self.question(.coach), Self.rule(access, grounds: [])) == nil)
    }

    @Test func recordsWhatTouchesPersonalDataAndWhatMayChangeAnything() {
        for access in [Kaa.Kernel.V1.Access.none, .aggregate] {
            #expect(Self.rule(access).isRecorded)
            #expect(!Self.rule(access, changesNothing: true).isRecorded)
        }
        #expect(Self.rule(.read, changesNothing: true).isRecorded)
    }

    @Test func asksForAGroundWhereTheContractDoesNotSayWhatIsDone() {
        #expect(Self.refusal(Self.question(), Self.rule(.unspecified, grounds: [])) == .board)
    }

    @Test func holdsTheKernelsOwnServicesToNoBoard() {
        #expect(Self.refusal(Self.question(), Self.rule(owner: nil, grounds: [])) == nil)
    }

    @Test(arguments: [Board.amn, .ks, .utbn, .son, .sdn("14"), .external("PARTNER")])
    func letsTheAuditorsOfBoardsThatSuperviseIntoTheKernelsOwnServices(board: Board) {
        var question = Self.question(.auditor, receiver: board)
        question.caller.board = board
        let supervises = board == .amn || board == .ks
        for access in [Kaa.Kernel.V1.Access.read, .aggregate, .write] {
            let refusal = Self.refusal(question, Self.rule(access, owner: nil, grounds: []))
            #expect(refusal == (supervises ? nil : .board))
        }
        // Such as what runs here, which is no secret.
        #expect(Self.refusal(question, Self.rule(.none, owner: nil, grounds: [], changesNothing: true)) == nil)
        // Another mandate is judged by itself.
        question.caller.roles = [.auditor, .guidanceCounsellor]
        #expect(Self.refusal(question, Self.rule(owner: nil, grounds: [])) == nil)
    }

    @Test func letsABoardsAuditorsIntoItsOwnModules() {
        var question = Self.question(.auditor, receiver: .utbn)
        question.caller.board = .utbn
        #expect(Self.refusal(question, Self.rule(owner: .utbn, grounds: [])) == nil)
        #expect(Self.refusal(question, Self.rule(.aggregate, changesNothing: true)) == .board)
    }

    @Test func asksForAPersonWhereTheMethodDoes() {
        let policy = MethodPolicy(
            roles: [.coach],
            purposes: [.kaaDuty],
            access: .write,
            grounds: [],
            subjectsInRequest: nil,
            subjectsInAnswer: nil,
            districtsInRequest: nil,
            personRequired: true
        )
        var question = Self.question(.coach)
        #expect(Self.refusal(question, MethodRule(policy, owner: .amn)) == nil)
        question.caller.kind = .system
        #expect(Self.refusal(question, MethodRule(policy, owner: .amn)) == .person)
    }

    @Test func goesByTheBoardThatGetsTheAnswerAndNotByTheCallers() {
        #expect(Self.refusal(Self.question(receiver: .amn), Self.rule()) == nil)
        #expect(Self.refusal(Self.question(.coach, receiver: .utbn), Self.rule()) == .groundMissing)
    }

    @Test func opensWhatTheGroundOpens() throws {
        let question = Self.question(ground: "SKOLLAGEN_29_9")
        let terms = try #require(try Self.engine.decide(question, by: Self.rule()).terms)

        #expect(terms.discloser == .amn && terms.receiver == .utbn && terms.consentID == nil)
        #expect(terms.ground.description == "SKOLLAGEN_29_9 (SFS 2022:1315)")
        #expect(terms.classes == [.identity, .occupation, .intervention, .operational])
    }

    @Test func relaysTheWordingOfTheDay() throws {
        let question = Self.question(ground: "SKOLLAGEN_29_9", day: "2018-06-30")

        #expect(try Self.engine.decide(question, by: Self.rule()).terms?.ground.version == "prop. 2013/14:191")
    }

    @Test(arguments: [
        ("SKOLLAGEN", PolicyRefusal.groundUnknown),
        ("", .groundUnknown),
        ("SKOLLAGEN_15_15", .groundNotAllowed),
        ("DISCLOSURE_TESTED", .groundNotAllowed),
    ])
    func deniesAGroundThatIsNotTheMethods(ground: String, refusal: PolicyRefusal) {
        #expect(Self.refusal(Self.question(ground: ground), Self.rule()) == refusal)
    }

    @Test func deniesAGroundOutsideItsDates() {
        let rule = Self.rule()

        #expect(Self.refusal(Self.question(ground: "SKOLLAGEN_29_9", day: "2014-12-31"), rule) == .groundNotInForce)
        #expect(Self.refusal(Self.question(ground: "SKOLLAGEN_29_9", day: "2015-01-01"), rule) == nil)
    }

    @Test func deniesAnotherBoardsGround() {
        let question = Self.question(.socialWorker, ground: "SKOLLAGEN_29_9")

        #expect(Self.refusal(question, Self.rule()) == .groundNotBetweenBoards)
    }

    @Test func deniesAPurposeThatTheGroundDoesNotServe() {
        let question = Self.question(purpose: "AUDIT", ground: "SKOLLAGEN_29_9")

        #expect(Self.refusal(question, Self.rule(purposes: [.kaaDuty, .audit])) == .groundNotForPurpose)
    }

    @Test func asksWhatForWhereDataGoToAnotherBoard() {
        var question = Self.question(ground: "SKOLLAGEN_29_9")
        question.purpose = nil

        #expect(Self.refusal(question, Self.rule()) == .purposeMissing)
        #expect(Self.refusal(Self.question(.coach), Self.rule()) == nil)
    }

    @Test func letsARequestBringWhatTheGroundOpensTheOtherWay() throws {
        func brought(_ question: PolicyQuestion, _ rule: MethodRule) throws -> Set<Kaa.Kernel.V1.DataClass>? {
            try Self.engine.decide(question, by: rule).terms?.classesBrought
        }
        let register: Set<Kaa.Kernel.V1.DataClass> = [.identity, .occupation, .intervention, .operational]
        let mutual = Self.question(ground: "SKOLLAGEN_29_9")
        #expect(try brought(mutual, Self.rule()) == register)
        #expect(try brought(mutual, Self.rule(.write)) == register)

        // Social boards tell on a consent too, but on one that they have recorded.
        let consent = Self.question(.socialWorker, ground: LegalGround.consentOSL12Kap2.rawValue, consent: Self.consent)
        #expect(try brought(consent, Self.rule(grounds: [.consentOsl12_2])) == [.identity, .operational])
        #expect(try brought(consent, Self.rule(.write, grounds: [.consentOsl12_2])) == [])
    }

    @Test func asksForTheConsentThatIsTheGround() throws {
        let rule = Self.rule(grounds: [.consentOsl12_2])
        let ground = LegalGround.consentOSL12Kap2.rawValue

        #expect(Self.refusal(Self.question(.socialWorker, ground: ground), rule) == .consentMissing)
        let malformed = Self.question(.socialWorker, ground: ground, consent: "1")
        #expect(Self.refusal(malformed, rule) == .consentUnknown)
        let named = Self.question(.socialWorker, ground: ground, consent: Self.consent)
        #expect(try Self.engine.decide(named, by: rule).terms?.consentID == UUID(uuidString: Self.consent))
    }

    @Test func passesOverAConsentThatIsNotTheGround() throws {
        let question = Self.question(ground: "SKOLLAGEN_29_9", consent: Self.consent)

        #expect(try Self.engine.decide(question, by: Self.rule()).terms?.consentID == nil)
    }

    @Test func asksWhoReliesOnATestWhatItWas() throws {
        let rule = Self.rule(grounds: [.disclosureTested])
        let ground = LegalGround.disclosureTested.rawValue

        #expect(Self.refusal(Self.question(ground: ground), rule) == .reasonMissing)
        #expect(Self.refusal(Self.question(ground: ground, reason: "Decision 17"), rule) == nil)
    }

    // MARK: - Assurance and reasons

    @Test(arguments: [
        (Kaa.Kernel.V1.AssuranceLevel.unspecified, AssuranceLevel.low),
        (.low, .low),
        (.basic, .basic),
        (.substantial, .substantial),
        (.high, .high),
        (.unrecognized(9), .high),
    ])
    func asksForTheLevelOfTheMethod(minimum: Kaa.Kernel.V1.AssuranceLevel, least: AssuranceLevel) {
        let rule = Self.rule(minimumAssurance: minimum)
        for level in [AssuranceLevel.low, .basic, .substantial, .high] {
            var question = Self.question(.coach)
            question.caller.assurance = level
            #expect(Self.refusal(question, rule) == (level < least ? .assurance : nil), "\(level)")
        }
    }

    @Test func asksForAReasonWhereTheMethodDoes() {
        let rule = Self.rule(reasonRequired: true)

        #expect(Self.refusal(Self.question(.coach), rule) == .reasonMissing)
        #expect(Self.refusal(Self.question(.coach, reason: "A call from the school"), rule) == nil)
    }

    @Test func readsAReasonInAnyLetters() throws {
        let question = Self.question(.coach, reason: "%C3%85terkoppling till skolan")

        #expect(try Self.engine.decide(question, by: Self.rule()).reason == "Återkoppling till skolan")
    }

    @Test(arguments: [
        "", " ", "%0A", "0901012389", "2009.01.01-2389", "Har ADHD enligt BUP", String(repeating: "a", count: 201),
    ])
    func refusesWhatMustNotBeKeptAsAReason(reason: String) {
        #expect(Self.refusal(Self.question(.coach, reason: reason), Self.rule()) == .reasonNotAllowed)
    }

    // MARK: - The order of the conditions

    @Test func namesTheFirstConditionThatIsNotMet() {
        let rule = Self.rule()
        var question = Self.question(.reportingOfficer, receiver: .sdn("14"), purpose: "AUDIT", reason: " ")
        #expect(Self.refusal(question, rule) == .role)
        question.caller = .sample(.socialWorker)
        #expect(Self.refusal(question, rule) == .groundMissing)
        question.receiver = .amn
        #expect(Self.refusal(question, rule) == .purpose)
        question.purpose = nil
        #expect(Self.refusal(question, rule) == .reasonNotAllowed)
    }
}
