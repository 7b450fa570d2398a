import KAAKernelContract
import KAAWire
import Testing

@testable import KAAKernel

/// What may be agreed, by whom, and for how long.
struct ConsentTermsTests {
    private static let today: CivilDate = "2026-11-20"

    @Test(arguments: [
        // Below 15 those with custody decide, with or without the child.
        (14, ConsentGiver.youngPerson, false, false), (14, .youngPerson, true, false),
        (14, .guardians, false, true), (14, .youngPersonAndGuardians, false, true),
        // At 15 both do, or the young person if found mature.
        (15, .youngPerson, false, false), (15, .youngPerson, true, true),
        (15, .guardians, false, false), (15, .youngPersonAndGuardians, false, true),
        // From 16 on the young person does, skollagen 29 kap. 12 §.
        (16, .youngPerson, false, true), (16, .guardians, false, false), (16, .guardians, true, false),
        (17, .youngPersonAndGuardians, false, true),
        // From 18 on nobody has custody.
        (18, .youngPerson, false, true), (18, .guardians, false, false), (18, .youngPersonAndGuardians, false, false),
    ])
    func knowsWhoDecidesInMattersOfSchool(age: Int, giver: ConsentGiver, isFoundMature: Bool, isEnough: Bool) {
        var terms = ConsentTerms.sample
        terms.giver = giver
        terms.isFoundMature = isFoundMature
        #expect(terms.fault(agedYears: age, on: Self.today) == (isEnough ? nil : .giver))
    }

    @Test(arguments: [
        (16, ConsentGiver.youngPerson, false, false), (17, .youngPerson, true, true), (17, .guardians, false, false),
        (16, .youngPersonAndGuardians, false, true), (18, .youngPerson, false, true), (14, .guardians, false, true),
    ])
    func asksForMoreThanTheYoungPersonInMattersOfTheSocialServices(
        age: Int,
        giver: ConsentGiver,
        isFoundMature: Bool,
        isEnough: Bool
    ) {
        var terms = ConsentTerms.sample
        terms.receivers = [.son]
        terms.classes = [.social]
        terms.giver = giver
        terms.isFoundMature = isFoundMature
        #expect(terms.fault(agedYears: age, on: Self.today) == (isEnough ? nil : .giver))
    }

    @Test(arguments: [
        (Board.amn, false), (.utbn, false), (.ks, false), (.son, true), (.sdn("02"), true), (.external("REGION"), true),
    ])
    func opensNothingSocialTowardsTheRegister(receiver: Board, isAllowed: Bool) {
        var terms = ConsentTerms.sample
        terms.giver = .youngPersonAndGuardians
        terms.receivers = [receiver]
        terms.classes = [.identity, .social]
        #expect(terms.fault(agedYears: 16, on: Self.today) == (isAllowed ? nil : .forbiddenClass))
        // Even if such a consent came to be recorded, it opens nothing of it.
        let consent = Consent.sample(terms)
        #expect(consent.opened(towards: receiver) == (isAllowed ? [.identity, .social] : [.identity]))
    }

    @Test func refusesSocialDataIfOneOfSeveralReceiversMayNotHaveIt() {
        var terms = ConsentTerms.sample
        terms.receivers = [.son, .amn]
        terms.classes = [.social]
        #expect(terms.fault(agedYears: 18, on: Self.today) == .forbiddenClass)
    }

    @Test(arguments: [
        ("2026-11-20", "2027-11-19", nil), ("2026-11-20", "2027-11-20", ConsentFault.tooLong),
        ("2026-11-20", "2026-11-20", nil), ("2026-11-20", "2026-11-19", .endsBeforeItBegins),
        // Recorded after it began: the year counts from its beginning.
        ("2026-01-01", "2026-12-31", nil), ("2026-01-01", "2027-01-01", .tooLong),
        // Recorded before it begins: the year counts from today.
        ("2027-01-01", "2027-11-19", nil), ("2027-01-01", "2027-11-20", .tooLong),
        // Over before it was recorded.
        ("2026-11-01", "2026-11-19", .endsBeforeItBegins), ("2028-02-29", "2028-03-01", .tooLong),
    ])
    func endsWithinAYear(first: String, last: String, fault: ConsentFault?) throws {
        var terms = ConsentTerms.sample
        terms.firstDay = try CivilDate(iso: first)
        terms.lastDay = try CivilDate(iso: last)
        #expect(terms.fault(agedYears: 17, on: Self.today) == fault)
    }

    @Test func namesItsBoards() {
        let many = Set((10..<27).compactMap { DistrictCode(rawValue: "\($0)") }.map(Board.sdn))
        #expect(many.count == ConsentTerms.maximumBoardCount + 1)
        var terms = ConsentTerms.sample
        for boards in [[], many] {
            terms.receivers = boards
            #expect(terms.fault(agedYears: 17, on: Self.today) == .receivers)
        }
        terms.receivers = [.utbn, .son]
        for boards in [[], many] {
            terms.disclosers = boards
            #expect(terms.fault(agedYears: 17, on: Self.today) == .disclosers)
        }
        terms.disclosers = [.amn, .son]
        #expect(terms.fault(agedYears: 17, on: Self.today) == .receiverDiscloses)
    }

    @Test(arguments: [[], [Purpose.statistics], [.kaaDuty, .operation], [.audit]])
    func servesOnlyPurposesThatNeedPersons(purposes: [Purpose]) {
        var terms = ConsentTerms.sample
        terms.purposes = Set(purposes)
        #expect(terms.fault(agedYears: 17, on: Self.today) == .purposes)
    }

    @Test func opensAClassAtLeast() {
        var terms = ConsentTerms.sample
        terms.classes = []
        #expect(terms.fault(agedYears: 17, on: Self.today) == .classes)
        terms.classes = [.aggregate]
        #expect(terms.fault(agedYears: 17, on: Self.today) == .forbiddenClass)
    }
}
