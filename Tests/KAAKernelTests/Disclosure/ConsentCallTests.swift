import Foundation
import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

@testable import KAAKernel

/// Calls from one board to another on consent, over the real kernel.
@Suite(.timeLimit(.minutes(10)))
struct ConsentCallTests {
    private typealias Holder = HolderModule<DistrictOwner>

    private let kernel: KernelFixture

    init() async throws {
        self.kernel = try await KernelFixture([HolderModule<LabourOwner>.self, Holder.self])
    }

    private func record(
        of person: YoungPersonID = .sampleOfConsent,
        purposes: [Kaa.Kernel.V1.Purpose] = [.kaaDuty],
        classes: [Kaa.Kernel.V1.DataClass] = [.operational]
    ) async throws -> String {
        let client = Kaa.Kernel.V1.ConsentService.Client(
            try self.kernel.channel(as: .socialWorker, board: .sdn("01"))
        )
        let answer = try await client.recordConsent(
            .init(
                youngPersonID: person.description,
                giver: .youngPerson,
                form: .written,
                disclosingBoards: ["SDN:01"],
                receivingBoards: ["AMN"],
                dataClasses: classes,
                purposes: purposes,
                validUntil: "2026-12-19"
            )
        )
        return try #require(answer.consent).consentID
    }

    private func revoke(_ consent: String) async throws {
        let client = Kaa.Kernel.V1.ConsentService.Client(try self.kernel.channel(as: .coach))
        _ = try await client.revokeConsent(.init(consentID: consent))
    }

    @discardableResult
    private func call(
        on consent: String,
        about person: YoungPersonID = .sampleOfConsent,
        as caller: Caller = .sample(.coach),
        purpose: Purpose = .kaaDuty
    ) async throws -> HolderService.Answer {
        try await self.kernel.channel(for: caller).unary(
            Holder.method,
            HolderService.Request(youngPersonID: person.description),
            options: CallOptions(
                metadata: [
                    "kaa-ground": LegalGround.consentOSL12Kap2.rawValue, "kaa-consent": consent,
                    "kaa-purpose": purpose.rawValue,
                ]
            )
        )
    }

    @Test func answersAnotherBoardOnALiveConsent() async throws {
        let answer = try await self.call(on: self.record())
        #expect(answer.consents.map(\.youngPersonID) == [YoungPersonID.sampleOfConsent.description])
    }

    @Test func refusesAConsentThatLacksWhatTheAnswerIsMadeOf() async throws {
        let consent = try await self.record(classes: [.occupation])
        await expectFailure(.permissionDenied, reason: "CONSENT_OTHER_CLASS") { try await self.call(on: consent) }
    }

    @Test func refusesAConsentForAnythingElse() async throws {
        let consent = try await self.record()
        let stranger = YoungPersonID(self.kernel.identifiers.next())
        await expectFailure(.permissionDenied, reason: "CONSENT_OTHER_PERSON") {
            try await self.call(on: consent, about: stranger)
        }
        await expectFailure(.permissionDenied, reason: "CONSENT_OTHER_RECEIVER") {
            try await self.call(on: consent, as: .sample(.guidanceCounsellor))
        }
        await expectFailure(.permissionDenied, reason: "CONSENT_UNKNOWN") {
            try await self.call(on: stranger.description)
        }
        self.kernel.clock.set(CivilDate("2026-12-20").swedishMidnight)
        try await self.kernel.deliverEvents()
        await expectFailure(.permissionDenied, reason: "CONSENT_EXPIRED") { try await self.call(on: consent) }
    }

    @Test func refusesAConsentThatWasRevokedAMillisecondAgo() async throws {
        let consent = try await self.record()
        try await self.call(on: consent)
        try await self.revoke(consent)
        self.kernel.clock.advance(bySeconds: 0.001)
        await expectFailure(.permissionDenied, reason: "CONSENT_REVOKED") { try await self.call(on: consent) }
    }

    @Test func refusesTheAnswerIfTheConsentIsRevokedWhileTheCallRuns() async throws {
        let consent = try await self.record()
        let gate = try self.kernel.module(Holder.self).gate
        gate.close()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await expectFailure(.permissionDenied, reason: "CONSENT_REVOKED") { try await self.call(on: consent) }
                // A call that is refused before it comes here keeps nobody waiting.
                gate.open()
            }
            await gate.arrival()
            try await self.revoke(consent)
            gate.open()
            try await group.waitForAll()
        }
    }

    @Test func refusesWhenTheModuleHasNotHeardForTheLengthOfALease() async throws {
        let consent = try await self.record()
        self.kernel.clock.advance(bySeconds: ConsentDirectory.lease / .seconds(1))
        await expectFailure(.permissionDenied, reason: "CONSENT_NOT_CURRENT") { try await self.call(on: consent) }
        try await self.kernel.deliverEvents()
        try await self.call(on: consent)
    }
}
