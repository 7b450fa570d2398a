import Foundation
import KAAKernelContract
import KAAWire
import Testing

@testable import KAAKernel

/// What a consent is a ground for, and what it is not.
struct ConsentTests {
    private static let moment = ConsentQuestion.sample.moment

    @Test func isAGroundForWhatItNames() {
        let consent = Consent.sample()
        #expect(consent.refusal(of: .sample) == nil)
        #expect(consent.opened(towards: .amn) == [.identity, .occupation])
        #expect(consent.opened(towards: .utbn) == [])
    }

    @Test(arguments: [
        ConsentRefusal.unknown, .otherPerson, .otherDiscloser, .otherReceiver, .otherPurpose, .otherClass,
    ])
    func isNoGroundForAnythingElse(refusal: ConsentRefusal) {
        var question = ConsentQuestion.sample
        switch refusal {
        case .unknown: question.consent = question.person.rawValue
        case .otherPerson: question.person = YoungPersonID(question.consent)
        case .otherDiscloser: question.discloser = .sdn("02")
        case .otherReceiver: question.receiver = .utbn
        case .otherPurpose: question.purpose = .nationalReport
        default: question.classes = [.intervention]
        }
        #expect(Consent.sample().refusal(of: question) == refusal)
    }

    @Test func opensNoOtherBoardThanTheOneThatRecordedIt() {
        var terms = ConsentTerms.sample
        terms.disclosers = [.sdn("01"), .sdn("02")]
        var question = ConsentQuestion.sample
        #expect(Consent.sample(terms).refusal(of: question) == nil)
        question.discloser = .sdn("02")
        #expect(Consent.sample(terms).refusal(of: question) == .otherDiscloser)
    }

    @Test func isNoGroundIfTheReceiverRecordedIt() {
        let sample = Consent.sample()
        let consent = Consent(
            id: sample.id,
            terms: sample.terms,
            handler: "sample-coach",
            handlerBoard: .amn,
            recordedAt: sample.recordedAt
        )
        #expect(consent.refusal(of: .sample) == .otherDiscloser)
    }

    @Test func isValidFromTheFirstMomentOfItsFirstDayToTheLastOfItsLast() {
        let consent = Consent.sample()
        let first = CivilDate("2026-11-20").swedishMidnight
        let end = CivilDate("2026-12-20").swedishMidnight
        let moments: [(Date, ConsentRefusal?)] = [
            (first.addingTimeInterval(-0.001), .notYetValid), (first, nil),
            (end.addingTimeInterval(-0.001), nil), (end, .expired),
        ]
        for (moment, refusal) in moments {
            var question = ConsentQuestion.sample
            question.moment = moment
            #expect(consent.refusal(of: question) == refusal, "\(moment)")
        }
    }

    @Test(arguments: [0.001, 1, 3_600])
    func isNoGroundOnceItIsRevoked(secondsAgo: Double) {
        var consent = Consent.sample()
        consent.revoke(
            .init(moment: Self.moment.addingTimeInterval(-secondsAgo), handler: "sample-coach", board: .amn)
        )
        #expect(consent.refusal(of: .sample) == .revoked)
    }

    @Test func keepsTheFirstRevocation() {
        var consent = Consent.sample()
        for handler in ["first", "second"] {
            consent.revoke(.init(moment: Self.moment, handler: handler, board: .amn))
        }
        #expect(consent.revocation?.handler == "first")
    }

    @Test func concernsTheBoardsThatItNamesAndTheOneThatRecordedIt() {
        let consent = Consent.sample()
        #expect([Board.amn, .sdn("01")].allSatisfy(consent.concerns))
        #expect(![Board.utbn, .sdn("02"), .ks].contains(where: consent.concerns))
    }

    @Test func hasAReasonOfItsOwnForEachRefusal() {
        #expect(Set(ConsentRefusal.allCases.map(\.message)).count == ConsentRefusal.allCases.count)
        #expect(ConsentRefusal.allCases.allSatisfy { $0.rawValue.hasPrefix("CONSENT_") })
    }
}
