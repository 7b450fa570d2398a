import NIOCore
import NIOEmbedded
import Testing

@testable import KAARPC

/// What a call does that is ended while an answer is on its way.
struct NetworkCallStateTests {
    private static let retries = ChannelRetries(
        CallRetryPolicy(
            backoff: ExponentialBackoff(initial: .seconds(1), multiplier: 1, maximum: .seconds(1), jitter: 0)
        ),
        random: { 0 }
    )
    private static let refusal = AttemptEnd(
        error: RPCError(.unavailable, "Refused."),
        reach: .mayBeProcessed
    )

    private var state = NetworkCallState(
        judge: RetryJudge(policy: Self.retries.policy, isIdempotent: true),
        replay: ReplayBuffer(maximumBytes: 1000, budget: Self.retries.budget)
    )

    private mutating func refuse() -> NetworkCallState.AfterFailure {
        self.state.didFail(Self.refusal, retries: Self.retries, deadline: nil, at: .uptimeNanoseconds(0))
    }

    @Test
    mutating func waitsBeforeTheNextAttempt() {
        guard case .again(.seconds(1)) = self.refuse() else {
            Issue.record("The call is not made again.")
            return
        }
    }

    @Test(
        "A refusal that comes after the call was ended here is not its outcome",
        arguments: [RPCCode.cancelled, .deadlineExceeded]
    )
    mutating func failsWithWhatEndedItFirst(code: RPCCode) {
        _ = self.state.end(RPCError(code, "Ended here."))
        guard case .over(let error) = self.refuse() else {
            Issue.record("A call that was given up is made again.")
            return
        }
        #expect(error.code == code)
    }

    @Test("A call that was given up before its timer was known leaves no timer behind")
    mutating func givesTheTimerBack() {
        let loop = EmbeddedEventLoop()
        _ = self.refuse()
        let timer = loop.scheduleTask(in: .seconds(1)) {}
        _ = self.state.end(RPCError(.cancelled, "Ended here."))
        let isKept = self.state.didPause(timer)
        #expect(!isKept)
    }
}
