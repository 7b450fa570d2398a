import KAAExpectations
import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

/// What is not told to another board never looks like an answer.
struct WithheldAnswerTests {
    private typealias Messages = Kaa.Outreach.V1
    private static let reader = Caller.sample(.socialWorker, board: .sdn("04"))

    /// A consent about the first person that the labour market board may tell district 04.
    private static func consent(
        _ classes: [Kaa.Kernel.V1.DataClass],
        in fixture: OutreachFixture
    ) async throws -> String {
        let client = Kaa.Kernel.V1.ConsentService.Client(try fixture.kernel.channel(as: .coach))
        let answer = try await client.recordConsent(
            .init(
                youngPersonID: fixture.ids[0].description,
                giver: .youngPerson,
                form: .written,
                disclosingBoards: ["AMN"],
                receivingBoards: ["SDN:04"],
                dataClasses: classes,
                purposes: [.kaaDuty],
                validUntil: "2026-12-19"
            )
        )
        return try #require(answer.consent).consentID
    }

    /// Asks as district 04 whether the first person is covered.
    private static func check(
        on consent: String,
        asOf day: String = "",
        in fixture: OutreachFixture
    ) async throws -> (covered: Bool, receipt: Kaa.Kernel.V1.DisclosureReceipt) {
        let channel = try fixture.kernel.channel(
            for: Self.reader,
            stating: [
                "kaa-ground": LegalGround.consentOSL12Kap2.rawValue, "kaa-consent": consent, "kaa-purpose": "KAA_DUTY",
            ]
        )
        let call: ClientCall<Messages.CheckCoverageRequest, Messages.CheckCoverageResponse> =
            try await channel.startCall(Messages.RegisterService.checkCoverage, options: .standard)
        try await call.requests.write(.init(youngPersonID: fixture.ids[0].description, asOf: day))
        call.requests.finish()
        let answer = try #require(try await call.responses.makeAsyncIterator().next())
        let metadata = try await call.responses.metadata
        let receipt = try #require(metadata.bytes(for: "kaa-receipt-bin").first)
        return (answer.covered, try Kaa.Kernel.V1.DisclosureReceipt(decoding: receipt))
    }

    @Test(arguments: [[.occupation], [.identity, .occupation, .intervention]] as [[Kaa.Kernel.V1.DataClass]])
    func refusesTheAnswerWhereItWouldSayThatACoveredPersonIsNot(
        classes: [Kaa.Kernel.V1.DataClass]
    ) async throws {
        let fixture = try await OutreachFixture(1)
        let consent = try await Self.consent(classes, in: fixture)
        await expectFailure(.permissionDenied, reason: "CONSENT_OTHER_CLASS") {
            try await Self.check(on: consent, in: fixture)
        }

        let entries = try await fixture.audit(Messages.RegisterService.checkCoverage)
        #expect(entries.map(\.outcome) == [.denied])
        #expect(entries.map(\.refusal) == ["CONSENT_OTHER_CLASS"])
    }

    @Test func listsInTheReceiptWhatWasToldAlsoIfItIsNo() async throws {
        let fixture = try await OutreachFixture(1)
        let consent = try await Self.consent([.operational], in: fixture)
        let today = try await Self.check(on: consent, in: fixture)
        let before = try await Self.check(on: consent, asOf: "2015-01-01", in: fixture)

        #expect(today.covered && !before.covered)
        #expect(today.receipt.fieldPaths == ["covered"])
        #expect(before.receipt.fieldPaths == ["covered"])
    }

    @Test func needsWhatWouldBeReadAsNone() {
        let person = DisclosureNeeds(of: Messages.GetYoungPersonResponse.self)
        #expect(person.areMet(by: [.operational]), "A name that is left out is empty, which nobody misreads.")
        #expect(!person.areMet(by: [.identity]), "No day of coverage would be read as not covered.")
        let attempts = DisclosureNeeds(of: Messages.ListContactAttemptsResponse.self)
        #expect(!attempts.areMet(by: [.occupation]), "A page without a token would be read as the last.")
        let event = DisclosureNeeds(of: Messages.CoverageRecorded.self)
        #expect(!event.areMet(by: [.operational, .identity]), "No intervals would be read as never covered.")
    }

    @Test func tellsWhetherAnAddressIsMaskedToWhoeverMayKnowOfThePerson() {
        let mask = Messages.YoungPerson.fields.first { $0.name == "address_masked" }
        #expect(mask?.isOwnBoard == false && mask?.speaksWhenBlank == true)
    }
}
