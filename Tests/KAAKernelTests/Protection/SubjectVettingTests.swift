import KAAKernelTesting
import Testing

@testable import KAAKernel

/// Who may know of whom.
struct SubjectVettingTests {
    private let directory = SubjectDirectory()
    private let open = YoungPersonID(SeededIdentifiers(seed: 1).next())
    private let marked = YoungPersonID(SeededIdentifiers(seed: 2).next())
    private let unknown = YoungPersonID(SeededIdentifiers(seed: 3).next())
    private let clearance = ProtectionClearance(handlers: ["sample-kaa-coordinator"])

    init() {
        self.directory.replace(with: [
            self.open: SubjectStanding(district: "04"),
            self.marked: SubjectStanding(district: "04", protection: .sekretessmarkering),
        ])
    }

    private func vetting(_ caller: Caller, reason: String? = nil) -> SubjectVetting {
        SubjectVetting(self.directory, self.clearance, caller: caller, reason: reason)
    }

    @Test func theWholeCityKnowsEveryoneWhoIsNotProtected() {
        let vetting = self.vetting(.sample(.coach))
        #expect(vetting.mayKnow(self.open))
        #expect(!vetting.mayKnow(self.marked))
        #expect(!vetting.mayKnow(self.unknown))
        #expect(vetting.mayTell(of: self.open))
        #expect(!vetting.mayTell(of: self.marked))
    }

    @Test func aDistrictKnowsItsOwn() {
        #expect(self.vetting(.sample(.coach, districts: .districts(["04"]))).mayKnow(self.open))
        #expect(!self.vetting(.sample(.coach, districts: .districts(["12"]))).mayKnow(self.open))
        #expect(!self.vetting(.sample(.coach, districts: .districts(["04"]))).mayKnow(self.marked))
        #expect(!self.vetting(.sample(.coach, districts: .districts(["04"]))).mayKnow(self.unknown))
    }

    @Test func theGroupKnowsAProtectedPersonWhereverTheyWere() {
        let handler = Caller.sample(.kaaCoordinator, districts: .districts(["12"]))
        #expect(self.vetting(handler, reason: "Samtal").mayKnow(self.marked))
        #expect(self.vetting(handler, reason: "Samtal").mayTell(of: self.marked))
        #expect(!self.vetting(handler, reason: "Samtal").mayKnow(self.unknown))
        #expect(!self.vetting(handler, reason: "Samtal").mayKnow(self.open))
    }

    @Test(arguments: [nil, "", "   "])
    func theGroupHasToSayWhy(_ reason: String?) {
        #expect(!self.vetting(.sample(.kaaCoordinator), reason: reason).isCleared)
    }

    @Test func theGroupIsSurelyKnownPersonsOnItsList() {
        var caller = Caller.sample(.kaaCoordinator)
        #expect(self.clearance.isGiven(to: caller, reason: "Samtal"))
        caller.assurance = .basic
        #expect(!self.clearance.isGiven(to: caller, reason: "Samtal"))
        caller.issuer = "utbn"
        caller.assurance = .high
        #expect(!self.clearance.isGiven(to: caller, reason: "Samtal"))
        caller.issuer = Caller.ownIssuer
        caller.kind = .system
        #expect(!self.clearance.isGiven(to: caller, reason: "Samtal"))
        #expect(!self.clearance.isGiven(to: .sample(.registerCoordinator), reason: "Samtal"))
    }

    @Test func nobodyIsAskedAboutWhereNoModuleKeepsARegister() {
        let vetting = SubjectVetting(SubjectDirectory(), self.clearance, caller: .sample(.coach), reason: nil)
        #expect(vetting.mayKnow(self.unknown))
    }

    @Test func whoLeavesTheRegisterIsUnknown() {
        self.directory.remove(self.open)
        #expect(!self.vetting(.sample(.coach)).mayKnow(self.open))
    }
}
