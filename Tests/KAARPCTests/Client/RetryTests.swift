import KAAWire
import Testing

@testable import KAARPC

/// Which failed calls are made again, against a server that sends raw frames (rpc.md 46, gRFC A6).
@Suite(.timeLimit(.minutes(10)))
struct RetryTests {
    private static let idempotent = MethodDescriptor(
        service: "kaa.test.v1.Echo",
        method: "Unary",
        kind: .unary,
        isIdempotent: true
    )
    private static let quick = CallRetryPolicy(
        maximumAttempts: 3,
        backoff: ExponentialBackoff(initial: .milliseconds(1), multiplier: 1, maximum: .milliseconds(1))
    )

    /// Serves each call by its number, over all connections, from 1 on.
    private func withAttempts(
        policy: CallRetryPolicy = Self.quick,
        _ script: @escaping @Sendable (RawConnection, RawCall, Int) async throws -> Void,
        _ body: @Sendable (HTTP2Channel, Collected<RawCall>) async throws -> Void
    ) async throws {
        let calls = Collected<RawCall>()
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            while let call = try await connection.nextCall() {
                calls.add(call)
                try await script(connection, call, calls.values.count)
            }
        } _: { server in
            try await body(try server.makeChannel { $0.retries = policy }, calls)
        }
    }

    @Test("rpc 46: a refused call is made again once, whatever the method", arguments: [1, 2])
    func repeatsARefusedCall(refusals: Int) async throws {
        try await self.withAttempts { connection, call, number in
            if number <= refusals {
                try await connection.send(.reset(stream: call.stream, code: 7))
            } else {
                try await connection.answer(stream: call.stream)
            }
        } _: { channel, calls in
            if refusals == 1 {
                let _: Echo = try await channel.unary(EchoService.unary, Echo(value: [1]))
                #expect(calls.values.allSatisfy { $0.fields["grpc-previous-rpc-attempts"] == nil })
            } else {
                let error = try await #require(throws: RPCError.self) {
                    let _: Echo = try await channel.unary(EchoService.unary, Echo())
                }
                #expect(error.code == .unavailable)
            }
            #expect(calls.values.count == 2)
        }
    }

    @Test
    func repeatsAnIdempotentCallAndTellsTheServer() async throws {
        try await self.withAttempts { connection, call, number in
            if number < 3 {
                try await connection.refuse(stream: call.stream, code: 14)
            } else {
                try await connection.answer(stream: call.stream, with: [[0x12, 1, 9]])
            }
        } _: { channel, calls in
            let answer: Echo = try await channel.unary(Self.idempotent, Echo(value: [1, 2]))
            #expect(answer == Echo(value: [9]))
            #expect(calls.values.map { $0.fields["grpc-previous-rpc-attempts"] } == [nil, "1", "2"])
            #expect(calls.values.allSatisfy { $0.body == framed([0x12, 2, 1, 2]) })
        }
    }

    @Test
    func givesUpAfterTheLastAttempt() async throws {
        try await self.withAttempts { connection, call, number in
            try await connection.refuse(stream: call.stream, code: 14, adding: [("grpc-message", "no \(number)")])
        } _: { channel, calls in
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(Self.idempotent, Echo())
            }
            #expect(error.code == .unavailable)
            #expect(error.message == "no 3")
            #expect(calls.values.count == 3)
        }
    }

    @Test(arguments: [false, true])
    func makesACallOnlyOnceThatMustNotBeRepeated(isIdempotent: Bool) async throws {
        try await self.withAttempts { connection, call, _ in
            try await connection.refuse(stream: call.stream, code: isIdempotent ? 10 : 14)
        } _: { channel, calls in
            let method = isIdempotent ? Self.idempotent : EchoService.unary
            await #expect(throws: RPCError.self) {
                let _: Echo = try await channel.unary(method, Echo())
            }
            #expect(calls.values.count == 1)
        }
    }

    @Test
    func makesACallOnlyOnceWhoseAnswerHasBegun() async throws {
        try await self.withAttempts { connection, call, _ in
            try await connection.sendHead(stream: call.stream)
            try await connection.sendTrailers(stream: call.stream, code: 14)
        } _: { channel, calls in
            await #expect(throws: RPCError.self) {
                let _: Echo = try await channel.unary(Self.idempotent, Echo())
            }
            #expect(calls.values.count == 1)
        }
    }

    @Test
    func repeatsAnIdempotentCallOnAnotherConnectionWhenItsOwnIsLost() async throws {
        try await withRawServer { connection, number in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            guard number > 1 else { return }
            #expect(call.fields["grpc-previous-rpc-attempts"] == "1")
            try await connection.answer(stream: call.stream)
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel {
                $0.retries = Self.quick
                $0.connectionBackoff = ExponentialBackoff(
                    initial: .zero,
                    multiplier: 1,
                    maximum: .zero
                )
            }
            let _: Echo = try await channel.unary(Self.idempotent, Echo())
            #expect(server.connectionCount == 2)
        }
    }

    @Test
    func waitsAsLongAsTheServerSays() async throws {
        var policy = Self.quick
        policy.backoff = ExponentialBackoff(initial: .seconds(3600), multiplier: 1, maximum: .seconds(3600))
        try await self.withAttempts(policy: policy) { connection, call, number in
            if number == 1 {
                try await connection.refuse(stream: call.stream, code: 14, adding: [("grpc-retry-pushback-ms", "1")])
            } else {
                try await connection.answer(stream: call.stream)
            }
        } _: { channel, calls in
            let _: Echo = try await channel.unary(Self.idempotent, Echo())
            #expect(calls.values.count == 2)
        }
    }

    @Test(arguments: ["-1", "x"])
    func makesACallOnlyOnceWhenTheServerSaysSo(pushback: String) async throws {
        try await self.withAttempts { connection, call, _ in
            try await connection.refuse(stream: call.stream, code: 14, adding: [("grpc-retry-pushback-ms", pushback)])
        } _: { channel, calls in
            await #expect(throws: RPCError.self) {
                let _: Echo = try await channel.unary(Self.idempotent, Echo())
            }
            #expect(calls.values.count == 1)
        }
    }

    @Test
    func stopsRepeatingWhenTooManyCallsFail() async throws {
        var policy = Self.quick
        policy.throttling = RetryThrottling(maximumTokens: 4, tokensPerSuccess: 0.1)
        try await self.withAttempts(policy: policy) { connection, call, _ in
            try await connection.refuse(stream: call.stream, code: 14)
        } _: { channel, calls in
            for _ in 0..<5 {
                await #expect(throws: RPCError.self) {
                    let _: Echo = try await channel.unary(Self.idempotent, Echo())
                }
            }
            // The first failure leaves 3 of 4 tokens and may be repeated; from the second on there are no more than half.
            #expect(calls.values.count == 6)
        }
    }

    @Test
    func doesNotWaitPastTheDeadline() async throws {
        var policy = Self.quick
        policy.backoff = ExponentialBackoff(initial: .seconds(3600), multiplier: 1, maximum: .seconds(3600))
        try await self.withAttempts(policy: policy) { connection, call, _ in
            try await connection.refuse(stream: call.stream, code: 14)
        } _: { channel, _ in
            let error = try await #require(throws: RPCError.self) {
                let options = CallOptions(timeout: .seconds(30))
                let _: Echo = try await channel.unary(Self.idempotent, Echo(), options: options)
            }
            #expect(error.code == .unavailable)
        }
    }

    @Test
    func givesUpBetweenAttempts() async throws {
        var policy = Self.quick
        policy.backoff = ExponentialBackoff(initial: .seconds(3600), multiplier: 1, maximum: .seconds(3600))
        let refused = Latch()
        try await self.withAttempts(policy: policy) { connection, call, _ in
            try await connection.refuse(stream: call.stream, code: 14)
            refused.open()
        } _: { channel, calls in
            let call: ClientCall<Echo, Echo> = try await channel.startCall(Self.idempotent, options: .standard)
            try await call.requests.write(Echo())
            call.requests.finish()
            await refused.wait()
            call.cancel()
            let error = try await #require(throws: RPCError.self) { try await call.responses.only() }
            #expect(error.code == .cancelled)
            #expect(calls.values.count == 1)
        }
    }

    @Test
    func repeatsStreamsWithAllTheirMessages() async throws {
        let method = MethodDescriptor(
            service: "kaa.test.v1.Echo",
            method: "Collect",
            kind: .clientStreaming,
            isIdempotent: true
        )
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            // The first attempt fails in the middle of the request.
            guard let head = try await connection.nextHead() else { return }
            _ = connection.fields(of: head)
            _ = try await connection.nextFrame(ofStream: head.stream)
            try await connection.refuse(stream: head.stream, code: 14)
            guard let call = try await connection.nextCall() else { return }
            let count = UInt8(ascii: "0") + UInt8(call.body.count / 8)
            try await connection.answer(stream: call.stream, with: [[0x0A, 1, count]])
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel { $0.retries = Self.quick }
            let answer: Echo = try await channel.clientStreaming(method) { requests in
                for number: UInt8 in 0..<5 { try await requests.write(Echo(value: [number])) }
            }
            #expect(answer.typeUrl == "5", "Five messages of eight bytes.")
        }
    }

    @Test(arguments: [true, false])
    func makesACallOnlyOnceThatIsTooLargeToKeep(byCall: Bool) async throws {
        var policy = Self.quick
        if byCall { policy.maximumBufferedBytesPerCall = 1000 } else { policy.maximumBufferedBytesPerChannel = 1000 }
        try await self.withAttempts(policy: policy) { connection, call, number in
            if number.isMultiple(of: 2) {
                try await connection.answer(stream: call.stream)
            } else {
                try await connection.refuse(stream: call.stream, code: 14)
            }
        } _: { channel, calls in
            // Small ones are repeated, and give back what they took of the channel's memory.
            for _ in 0..<3 {
                let _: Echo = try await channel.unary(Self.idempotent, Echo(value: [UInt8](repeating: 1, count: 900)))
            }
            #expect(calls.values.count == 6)
            await #expect(throws: RPCError.self) {
                let _: Echo = try await channel.unary(Self.idempotent, Echo(value: [UInt8](repeating: 1, count: 1000)))
            }
            #expect(calls.values.count == 7)
        }
    }

    @Test
    func losesNoCallToServersThatKeepGoingAway() async throws {
        let answered = Counter()
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            var (begun, ended, last) = (UInt32(0), 0, UInt32.max)
            while let frame = try await connection.nextFrame() {
                if frame.type == RawFrame.headers { begun = max(begun, frame.stream) }
                guard frame.isEnd, frame.stream <= last else { continue }
                ended += 1
                if ended == 7 {
                    last = begun
                    try await connection.send(.goAway(last: last))
                }
                answered.increment()
                try await connection.answer(stream: frame.stream)
            }
        } _: { server in
            let policy = CallRetryPolicy(
                maximumAttempts: 1000,
                backoff: ExponentialBackoff(initial: .zero, multiplier: 1, maximum: .zero),
                throttling: nil
            )
            let channel = try server.makeChannel { $0.retries = policy }
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<50 {
                            let _: Echo = try await channel.unary(Self.idempotent, Echo(value: [1]))
                        }
                    }
                }
                try await group.waitForAll()
            }
            // Every call was answered once: what a GOAWAY passes over has not been begun with.
            #expect(answered.value == 400)
            // Seven end before the GOAWAY, and no more than seven are under way then.
            #expect(server.connectionCount >= 400 / 14)
        }
    }
}
