import Foundation
import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import Testing

@testable import KAAKernel

/// Calls with the same header fields on one connection are not decided anew, as long as the decision holds.
@Suite(.timeLimit(.minutes(10)))
struct RepeatedCallTests {
    /// So many that the last ones are decided by what was kept.
    private static let repetitions = 4

    private let anna = YoungPersonID(UUID(high: 1, low: 1))
    private let bo = YoungPersonID(UUID(high: 1, low: 2))

    private func readAgain(_ kernel: NetworkKernel, _ metadata: Metadata) async throws {
        for _ in 0..<Self.repetitions { try await kernel.read(self.anna, metadata) }
    }

    @Test func refusesATokenThatIsRevokedBetweenTwoCalls() async throws {
        try await NetworkKernel.running(TellingModule.self) { kernel in
            let coach = Caller.sample(.coach)
            let metadata = try await kernel.metadata(for: coach, lifetime: .seconds(600))
            try await self.readAgain(kernel, metadata)
            kernel.verifier.revoke(RevocationList(Data("subject \(coach.subject)".utf8)))
            await expectFailure(.unauthenticated) { try await kernel.read(self.anna, metadata) }
        }
    }

    @Test func refusesATokenThatRunsOutBetweenTwoCalls() async throws {
        try await NetworkKernel.running(TellingModule.self) { kernel in
            let metadata = try await kernel.metadata(for: .sample(.coach), lifetime: .seconds(600))
            try await self.readAgain(kernel, metadata)
            kernel.clock.advance(bySeconds: 600 + 59)
            try await kernel.read(self.anna, metadata)
            kernel.clock.advance(bySeconds: 1)
            await expectFailure(.unauthenticated) { try await kernel.read(self.anna, metadata) }
        }
    }

    @Test func tellsNothingOfSomebodyWhoIsProtectedBetweenTwoCalls() async throws {
        try await NetworkKernel.running(TellingModule.self) { kernel in
            let metadata = try await kernel.metadata(for: .sample(.coach), lifetime: .seconds(600))
            kernel.setStanding(SubjectStanding(district: "04"), of: self.anna)
            try await self.readAgain(kernel, metadata)
            kernel.setStanding(SubjectStanding(district: "04", protection: .sekretessmarkering), of: self.anna)
            await expectFailure(.notFound) { try await kernel.read(self.anna, metadata) }
        }
    }

    @Test func goesByTheLawOfTheDay() async throws {
        let grounds = GroundRegistry([
            Self.ground("old", from: "2026-01-01", until: "2026-11-21"),
            Self.ground("new", from: "2026-11-21", until: "2026-11-22"),
        ])
        try await NetworkKernel.running(TellingModule.self, grounds: grounds) { kernel in
            let metadata = try await kernel.metadata(
                for: .sample(.coach, board: .utbn),
                lifetime: .seconds(86_400),
                stating: [
                    PolicyQuestion.groundKey: LegalGround.skollagen29Kap9.rawValue,
                    PolicyQuestion.purposeKey: Purpose.kaaDuty.rawValue,
                ]
            )
            // An hour before midnight in Sweden, and a second after.
            kernel.clock.advance(bySeconds: 11 * 3_600)
            try await self.readAgain(kernel, metadata)
            kernel.clock.advance(bySeconds: 3_601)
            try await self.readAgain(kernel, metadata)
            let versions = try await kernel.auditEntries().map(\.groundVersion)
            #expect(versions == ["old", "old", "old", "old", "new", "new", "new", "new"])
            kernel.clock.advance(bySeconds: -7_200)
            try await kernel.read(self.anna, metadata)
            #expect(try await kernel.auditEntries().last?.groundVersion == "old", "The clock may be set back.")
        }
    }

    @Test func recordsEachOfThem() async throws {
        try await NetworkKernel.running(TellingModule.self) { kernel in
            let coach = Caller.sample(.coach)
            let metadata = try await kernel.metadata(
                for: coach,
                lifetime: .seconds(600),
                stating: ["x-request-id": "again", PolicyQuestion.reasonKey: "Uppf%C3%B6ljning"]
            )
            for _ in 0..<2 {
                try await self.readAgain(kernel, metadata)
                kernel.clock.advance(bySeconds: 1.25)
                try await kernel.read(self.bo, metadata)
            }
            let entries = try await kernel.auditEntries()
            let first = try #require(entries.first)
            #expect(Set(entries.map(\.id)).count == 2 * (Self.repetitions + 1), "Each has an identifier of its own.")
            let once = [[self.anna], [self.anna], [self.anna], [self.anna], [self.bo]]
            #expect(entries.map(\.subjects) == once + once)
            for entry in entries {
                var expected = AuditEntry(
                    id: entry.id,
                    recordedAt: entry.recordedAt,
                    caller: coach,
                    method: TellingModule.method.path,
                    purpose: .kaaDuty,
                    access: .read,
                    subjects: entry.subjects,
                    outcome: .granted,
                    requestID: "again"
                )
                expected.reason = "Uppföljning"
                expected.policyVersion = first.policyVersion
                #expect(entry == expected)
            }
            let seconds = entries.map { $0.recordedAt.timeIntervalSince(first.recordedAt) }
            #expect(seconds == [0, 0, 0, 0, 1.25, 1.25, 1.25, 1.25, 1.25, 2.5])
        }
    }

    private static func ground(_ name: String, from start: CivilDate, until end: CivilDate) -> GroundVersion {
        GroundVersion(
            .skollagen29Kap9,
            name,
            statute: "skollagen (2010:800) 29 kap. 9 §",
            from: start,
            until: end,
            purposes: [.kaaDuty],
            openings: [GroundOpening(from: [.only(.amn)], to: [.only(.utbn)], [.identity])]
        )
    }
}
