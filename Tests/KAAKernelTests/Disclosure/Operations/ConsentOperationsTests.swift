import Foundation
import Testing

@testable import KAAKernel

/// Whatever happens in whatever order, nothing leaves a module on a consent that is no live ground.
///
/// `scripts/check-trust operations` plays more, and from other seeds.
@Suite(.timeLimit(.minutes(60)))
struct ConsentOperationsTests {
    @Test func discloseNothingWithoutALiveGround() async throws {
        let count = Self.number("KAA_OPERATIONS") ?? 20_000
        let seed = Self.number("KAA_SEED") ?? 1
        var player = try await OperationsPlayer(seed: UInt64(seed))
        try await player.play(count)
        let tally = player.tally
        #expect(tally.unlawful.prefix(5) == [], "\(tally.unlawful.count) in all, seed \(seed)")
        #expect(tally.longestMilliseconds <= 1_000)
        // A player to whom nothing happens would find nothing.
        #expect(tally.lawful > count / 20)
        #expect(tally.revokedMeanwhile > 0)
        #expect(tally.refusedAtTheAnswer > 0)
        #expect(tally.refusals[.revoked, default: 0] > 0)
        #expect(tally.refusals[.notCurrent, default: 0] > 0)
        #expect(tally.refusals[.expired, default: 0] > 0)
        if Self.number("KAA_OPERATIONS") != nil { print("seed \(seed)\n\(tally.text)") }
    }

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init)
    }
}
