import KAAWire
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import KAARPC

/// How a channel connects, notices that a connection is dead, and finds another server.
@Suite(.timeLimit(.minutes(10)))
struct ReconnectTests {
    private static let quick = ExponentialBackoff(initial: .milliseconds(5), multiplier: 1, maximum: .milliseconds(5))
    private static let never = ExponentialBackoff(initial: .seconds(3600), multiplier: 1, maximum: .seconds(3600))

    private static func serve(_ connection: RawConnection) async throws {
        try await connection.acceptHands()
        try await connection.answerAll()
    }

    @Test
    func failsAtOnceWithTheReasonWhileNothingCanBeReached() async throws {
        var configuration = HTTP2ChannelConfiguration()
        configuration.connectionBackoff = Self.never
        let port = ReservedPort()
        defer { withExtendedLifetime(port) {} }
        // The system refuses so fast that it is chance which thread hears of it first.
        for _ in 0..<100 {
            let channel = try HTTP2Channel(target: port.address, configuration: configuration)
            for _ in 0..<2 {
                let error = try await #require(throws: RPCError.self) {
                    let _: Echo = try await channel.unary(EchoService.unary, Echo())
                }
                #expect(error.code == .unavailable)
                #expect(error.message.contains("refused"))
            }
        }
    }

    @Test
    func waitsForAServerIfAskedTo() async throws {
        let port = ReservedPort()
        defer { withExtendedLifetime(port) {} }
        var configuration = HTTP2ChannelConfiguration()
        configuration.connectionBackoff = Self.quick
        let channel = try HTTP2Channel(target: port.address, configuration: configuration)
        var options = CallOptions(timeout: .milliseconds(100))
        options.waitsForReady = true
        let error = try await #require(throws: RPCError.self) {
            let _: Echo = try await channel.unary(EchoService.unary, Echo(), options: options)
        }
        #expect(error.code == .deadlineExceeded)

        options.timeout = .seconds(30)
        let patient = options
        try await withThrowingTaskGroup { group in
            group.addTask { let _: Echo = try await channel.unary(EchoService.unary, Echo(), options: patient) }
            port.allowListener()
            try await withRawServer(port: port.address.port) { connection, _ in
                try await Self.serve(connection)
            } _: { _ in
                try await group.waitForAll()
            }
        }
    }

    @Test
    func isCancelledWhileItWaits() async throws {
        var configuration = HTTP2ChannelConfiguration()
        configuration.connectionBackoff = Self.never
        let port = ReservedPort()
        defer { withExtendedLifetime(port) {} }
        let channel = try HTTP2Channel(target: port.address, configuration: configuration)
        var options = CallOptions()
        options.waitsForReady = true
        let patient = options
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { let _: Echo = try await channel.unary(EchoService.unary, Echo(), options: patient) }
            group.cancelAll()
            let result = await group.nextResult()
            #expect(throws: RPCError.self) { try result?.get() }
        }
    }

    @Test
    func goesOnWithTheNextAddress() async throws {
        let dead = ReservedPort()
        defer { withExtendedLifetime(dead) {} }
        try await withRawServer { connection, _ in
            try await Self.serve(connection)
        } _: { server in
            let channel = try HTTP2Channel(targets: [dead.address, server.address])
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            #expect(server.connectionCount == 1)
        }
    }

    @Test
    func asksForAllAddressesOfAName() async throws {
        try await withRawServer { connection, _ in
            try await Self.serve(connection)
        } _: { server in
            let environment = ClientEnvironment(
                resolver: NameResolver { target in
                    #expect(target.host == "kaad.test")
                    // One at which nobody listens, then the right one.
                    return [
                        try SocketAddress(ipAddress: "127.0.0.1", port: 1),
                        try SocketAddress(ipAddress: "127.0.0.1", port: target.port),
                    ]
                }
            )
            let target = RPCAddress(host: "kaad.test", port: server.address.port)
            let channel = try HTTP2Channel(targets: [target], configuration: .init(), environment: environment)
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
        }
    }

    @Test
    func findsTheAddressesOfTheMachineItself() async throws {
        let found = Collected<Endpoint>()
        let done = Latch()
        NameResolver().resolve([RPCAddress(host: "localhost", port: 5)]) { result in
            for endpoint in (try? result.get()) ?? [] { found.add(endpoint) }
            done.open()
        }
        await done.wait()
        #expect(found.values.contains { $0.address.ipAddress == "127.0.0.1" && $0.address.port == 5 })
        #expect(Set(found.values).count == found.values.count)
    }

    @Test
    func failsForANameThatHasNoAddress() async throws {
        let environment = ClientEnvironment(resolver: NameResolver { _ in throw NameResolutionError(code: -2) })
        let target = RPCAddress(host: "kaad.test", port: 5)
        let channel = try HTTP2Channel(targets: [target], configuration: .init(), environment: environment)
        let error = try await #require(throws: RPCError.self) {
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
        }
        #expect(error.code == .unavailable)
        #expect(error.cause is NameResolutionError)
    }

    @Test
    func goesRoundAndPassesOverALostServer() async throws {
        let leaves = Mutex(false)
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            while let call = try await connection.nextCall() {
                try await connection.answer(stream: call.stream, with: [[0x0A, 1, 0x61]])
            }
        } _: { first in
            try await withRawServer { connection, number in
                try await connection.acceptHands()
                while let call = try await connection.nextCall() {
                    // The first connection ends in the middle of a call.
                    if number == 1, leaves.withLock({ $0 }) { return }
                    try await connection.answer(stream: call.stream, with: [[0x0A, 1, 0x62]])
                }
            } _: { second in
                var configuration = HTTP2ChannelConfiguration()
                configuration.balancing = .roundRobin
                configuration.connectionBackoff = Self.quick
                configuration.retries = CallRetryPolicy(backoff: Self.quick)
                let method = MethodDescriptor(service: "s", method: "m", kind: .unary, isIdempotent: true)
                let channel = try HTTP2Channel(
                    targets: [first.address, second.address],
                    configuration: configuration
                )
                func call() async throws -> String {
                    let answer: Echo = try await channel.unary(method, Echo())
                    return answer.typeUrl
                }
                // Both are connected after a while, and then take turns.
                var seen = ""
                while !seen.hasSuffix("abab") { seen += try await call() }
                leaves.withLock { $0 = true }
                // The second is passed over, and is back on another connection.
                while second.connectionCount < 2 || !seen.hasSuffix("abab") { seen += try await call() }
            }
        }
    }

    @Test
    func failsWhenTheServerDoesNotSpeakInTime() async throws {
        try await withRawServer { connection, _ in
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel { $0.connectTimeout = .milliseconds(500) }
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(error.code == .unavailable)
            #expect(error.message == "The server did not answer in time.")
        }
    }

    @Test
    func failsWhenTheServerDoesNotAcknowledgeTheSettings() async throws {
        try await withRawServer { connection, _ in
            try await connection.skipPreface()
            try await connection.send(RawFrame(type: RawFrame.settings))
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel { $0.settingsTimeout = .milliseconds(100) }
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(error.code == .unavailable)
        }
    }

    @Test
    func givesUpAServerThatGivesNoSignOfLife() async throws {
        let pings = Collected<UInt8>()
        let ended = Latch()
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            // Takes everything and says nothing.
            while let frame = try? await connection.nextFrame() {
                if frame.type == RawFrame.ping { pings.add(frame.flags) }
            }
            ended.open()
        } _: { server in
            let channel = try server.makeChannel {
                $0.keepalive = ClientKeepalive(time: .milliseconds(50), timeout: .seconds(1))
            }
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(error.code == .unavailable)
            await ended.wait()
        }
        #expect(pings.values == [0])
    }

    @Test
    func keepsAServerThatAnswersPings() async throws {
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            var pings = 0
            var request: RawFrame?
            // On a busy machine a PING may come before the end of the request.
            while pings < 5 || request == nil, let frame = try await connection.nextFrame() {
                if frame.isEnd { request = frame }
                guard frame.type == RawFrame.ping else { continue }
                pings += 1
                try await connection.send(
                    RawFrame(type: RawFrame.ping, flags: RawFrame.acknowledgement, payload: frame.payload)
                )
            }
            guard let request else { return }
            try await connection.answer(stream: request.stream)
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel {
                $0.keepalive = ClientKeepalive(time: .milliseconds(20), timeout: .seconds(20))
            }
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
        }
    }

    @Test
    func asksHalfAsOftenWhenTheServerComplains() async throws {
        let silences = Collected<Duration>()
        try await withRawServer { connection, number in
            try await connection.skipPreface()
            // The client has not read before this what it reads last.
            let start = ContinuousClock.now
            try await connection.send(
                RawFrame(type: RawFrame.settings),
                RawFrame(type: RawFrame.settings, flags: RawFrame.acknowledgement)
            )
            var request: RawFrame?
            var hasPinged = false
            while request == nil || !hasPinged, let frame = try await connection.nextFrame() {
                if frame.isEnd { request = frame }
                guard frame.type == RawFrame.ping, !hasPinged else { continue }
                hasPinged = true
                silences.add(.now - start)
                if number < 3 { break }
            }
            if let request, number == 3 {
                try await connection.answer(stream: request.stream)
            } else {
                try await connection.send(.goAway(last: 0, code: 11, text: "too_many_pings"))
            }
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel {
                $0.keepalive = ClientKeepalive(time: .milliseconds(100), timeout: .seconds(20))
                $0.connectionBackoff = Self.quick
                $0.retries = CallRetryPolicy(backoff: Self.quick)
            }
            let method = MethodDescriptor(service: "s", method: "m", kind: .unary, isIdempotent: true)
            let _: Echo = try await channel.unary(method, Echo())
        }
        try #require(silences.values.count == 3)
        // Timers are late, never early.
        #expect(silences.values[1] >= .milliseconds(200))
        #expect(silences.values[2] >= .milliseconds(400))
    }

    @Test
    func makesAnotherConnectionWhenItsNumbersAreUsedUp() async throws {
        let streams = Collected<UInt32>()
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            while let call = try await connection.nextCall() {
                streams.add(call.stream)
                try await connection.answer(stream: call.stream)
            }
        } _: { server in
            let environment = ClientEnvironment(firstStreamID: .max - 2)
            let channel = try HTTP2Channel(targets: [server.address], configuration: .init(), environment: environment)
            for _ in 0..<4 {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(server.connectionCount == 2)
        }
        let last = UInt32(Int32.max)
        #expect(streams.values == [last - 2, last, last - 2, last])
    }

    @Test
    func makesNoCallAfterItWasClosed() async throws {
        try await withRawServer { connection, _ in
            try await Self.serve(connection)
        } _: { server in
            let channel = try server.makeChannel()
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            channel.close()
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(error.code == .cancelled)
        }
    }
}
