import Testing

@testable import KAARPC

/// The waits of gRPC's `connection-backoff.md`.
struct ExponentialBackoffTests {
    @Test(arguments: [(1, 1.0), (2, 1.6), (3, 2.56), (4, 4.096), (11, 109.951), (12, 120), (1000, 120)])
    func growsUpToTheMaximum(failures: Int, seconds: Double) {
        let delay = ExponentialBackoff.connecting.delay(afterFailures: failures, random: 0.5)
        #expect(abs(delay / .seconds(1) - seconds) < 0.001)
    }

    @Test(arguments: [(0.0, 96.0), (0.5, 120), (1, 144)])
    func spreadsByAFifthEachWay(random: Double, seconds: Double) {
        let delay = ExponentialBackoff.connecting.delay(afterFailures: 100, random: random)
        #expect(abs(delay / .seconds(1) - seconds) < 0.001)
    }

    @Test
    func isNeverNegative() {
        let backoff = ExponentialBackoff(initial: .seconds(1), multiplier: 0, maximum: .seconds(2), jitter: 7)
        #expect(backoff.delay(afterFailures: 3, random: 0) == .zero)
        #expect(backoff.delay(afterFailures: 3, random: 1) == .seconds(2))
    }
}
