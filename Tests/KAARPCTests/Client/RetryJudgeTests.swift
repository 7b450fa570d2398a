import Testing

@testable import KAARPC

/// When a failed call is made again (gRFC A6).
struct RetryJudgeTests {
    private static let policy = CallRetryPolicy(
        maximumAttempts: 3,
        backoff: ExponentialBackoff(initial: .seconds(1), multiplier: 2, maximum: .seconds(60), jitter: 0),
        throttling: nil
    )
    private var throttle: RetryThrottle?

    private static func end(
        _ code: RPCCode = .unavailable,
        _ reach: AttemptEnd.Reach = .mayBeProcessed,
        _ pushback: RetryPushback? = nil
    ) -> AttemptEnd {
        AttemptEnd(error: RPCError(code, "failed"), reach: reach, pushback: pushback)
    }

    @Test
    mutating func repeatsAnIdempotentCallWithGrowingWaits() {
        var judge = RetryJudge(policy: Self.policy, isIdempotent: true)
        #expect(judge.judge(Self.end(), throttle: &self.throttle, random: 0) == .again(after: .seconds(1)))
        #expect(judge.previousAttempts == 1)
        #expect(judge.judge(Self.end(), throttle: &self.throttle, random: 0) == .again(after: .seconds(2)))
        #expect(judge.previousAttempts == 2)
        #expect(judge.judge(Self.end(), throttle: &self.throttle, random: 0) == .final)
    }

    @Test(arguments: [RPCCode.unavailable, .internalError, .cancelled, .deadlineExceeded, .resourceExhausted])
    mutating func repeatsOnlyTheCodesOfThePolicy(code: RPCCode) {
        var judge = RetryJudge(policy: Self.policy, isIdempotent: true)
        let verdict = judge.judge(Self.end(code), throttle: &self.throttle, random: 0)
        #expect((verdict != .final) == (code == .unavailable))
    }

    @Test(arguments: AttemptEnd.Reach.allCases)
    mutating func repeatsOtherMethodsOnlyIfTheServerHasNotBegun(reach: AttemptEnd.Reach) {
        var judge = RetryJudge(policy: Self.policy, isIdempotent: false)
        let verdict = judge.judge(Self.end(.unavailable, reach), throttle: &self.throttle, random: 0)
        #expect((verdict == .again(after: .zero)) == (reach == .neverSent || reach == .notProcessed))
    }

    @Test("rpc 46: what was never sent is repeated without end, what was refused once")
    mutating func repeatsTransparently() {
        var judge = RetryJudge(policy: .never, isIdempotent: false)
        for _ in 0..<10 {
            let verdict = judge.judge(Self.end(.unavailable, .neverSent), throttle: &self.throttle, random: 0)
            #expect(verdict == .again(after: .zero))
        }
        let refused = Self.end(.unavailable, .notProcessed)
        #expect(judge.judge(refused, throttle: &self.throttle, random: 0) == .again(after: .zero))
        #expect(judge.judge(refused, throttle: &self.throttle, random: 0) == .final)
        #expect(judge.previousAttempts == 0)
    }

    @Test
    mutating func repeatsARefusedCallByThePolicyAfterThat() {
        var judge = RetryJudge(policy: Self.policy, isIdempotent: true)
        let refused = Self.end(.unavailable, .notProcessed)
        #expect(judge.judge(refused, throttle: &self.throttle, random: 0) == .again(after: .zero))
        #expect(judge.judge(refused, throttle: &self.throttle, random: 0) == .again(after: .seconds(1)))
    }

    @Test(arguments: AttemptEnd.Reach.allCases)
    mutating func repeatsNothingOnceCommitted(reach: AttemptEnd.Reach) {
        var judge = RetryJudge(policy: Self.policy, isIdempotent: true)
        judge.commit()
        #expect(judge.judge(Self.end(.unavailable, reach), throttle: &self.throttle, random: 0) == .final)
    }

    @Test
    mutating func waitsAsLongAsTheServerSays() {
        var judge = RetryJudge(policy: Self.policy, isIdempotent: true)
        let told = Self.end(.unavailable, .mayBeProcessed, .after(.seconds(7)))
        #expect(judge.judge(told, throttle: &self.throttle, random: 0) == .again(after: .seconds(7)))
        #expect(judge.judge(Self.end(), throttle: &self.throttle, random: 0) == .again(after: .seconds(1)))
    }

    @Test
    mutating func stopsWhenTheServerSaysSo() {
        var judge = RetryJudge(policy: Self.policy, isIdempotent: true)
        let told = Self.end(.unavailable, .mayBeProcessed, .never)
        #expect(judge.judge(told, throttle: &self.throttle, random: 0) == .final)
    }

    @Test(arguments: [
        ("0", RetryPushback.after(.zero)), ("250", .after(.milliseconds(250))), ("-1", .never), ("soon", .never),
        ("", .never), ("9999999999", .never),
    ])
    func readsWhatTheServerSays(text: String, pushback: RetryPushback) {
        #expect(RetryPushback(text.utf8.span) == pushback)
    }

    @Test
    mutating func stopsWhileHalfOfTheTokensAreGone() {
        self.throttle = RetryThrottle(RetryThrottling(maximumTokens: 4, tokensPerSuccess: 0.5))
        for isRepeated in [true, false, false] {
            var judge = RetryJudge(policy: Self.policy, isIdempotent: true)
            let verdict = judge.judge(Self.end(), throttle: &self.throttle, random: 0)
            #expect((verdict != .final) == isRepeated)
        }
        for _ in 0..<4 { self.throttle?.didSucceed() }
        var judge = RetryJudge(policy: Self.policy, isIdempotent: true)
        #expect(judge.judge(Self.end(), throttle: &self.throttle, random: 0) == .final, "2 of 4 tokens")
        for _ in 0..<100 { self.throttle?.didSucceed() }
        #expect(judge.judge(Self.end(), throttle: &self.throttle, random: 0) != .final)
        self.throttle?.didFail()
        #expect(self.throttle?.permitsRetry == false, "A full bucket does not overflow.")
    }

    @Test
    mutating func takesATokenAlsoForCallsThatAreNotRepeated() {
        self.throttle = RetryThrottle(RetryThrottling(maximumTokens: 2, tokensPerSuccess: 1))
        var judge = RetryJudge(policy: Self.policy, isIdempotent: false)
        _ = judge.judge(Self.end(.notFound), throttle: &self.throttle, random: 0)
        #expect(self.throttle?.permitsRetry == true)
        _ = judge.judge(Self.end(.notFound, .mayBeProcessed, .never), throttle: &self.throttle, random: 0)
        #expect(self.throttle?.permitsRetry == false)
    }
}
