import KAAWire
import NIOCore
import Synchronization
import Testing

@testable import KAARPC

/// What ends a connection, or a call, that a client holds without using it.
@Suite
struct ConnectionLimitTests {
    private static let echo = "/kaa.test.v1.Echo/Unary"

    /// The code and the text of the last GOAWAY before the server closes the connection.
    private func lastWord(_ connection: RawConnection) async throws -> (code: UInt32, text: String)? {
        var last: (UInt32, String)?
        while let frame = try await connection.nextFrame() {
            guard frame.type == RawFrame.goAway else { continue }
            let code = frame.payload[4..<8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            last = (code, String(decoding: frame.payload.dropFirst(8), as: UTF8.self))
        }
        return last
    }

    @Test("48: the third ping that comes too early ends the connection")
    func endsAConnectionForItsPings() async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                for _ in 0..<4 {
                    try await connection.send(RawFrame(type: RawFrame.ping, payload: Array(0..<8)))
                }
                let word = try #require(try await self.lastWord(connection))
                #expect(word.code == 0xB)
                #expect(word.text == "too_many_pings")
            }
        }
    }

    @Test("49: a client that does not answer a ping is given up")
    func endsAConnectionThatGivesNoSignOfLife() async throws {
        try await withServer {
            $0.keepaliveTime = .milliseconds(200)
            $0.keepaliveTimeout = .milliseconds(200)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                _ = try #require(try await connection.nextFrame(ofType: RawFrame.ping))
                let word = try #require(try await self.lastWord(connection))
                #expect(word.text == "keepalive_timeout")
            }
        }
    }

    @Test("49: a client that answers pings stays")
    func keepsAConnectionThatGivesASignOfLife() async throws {
        try await withServer {
            $0.keepaliveTime = .milliseconds(100)
            $0.keepaliveTimeout = .seconds(20)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                for _ in 0..<5 {
                    var ping = try #require(try await connection.nextFrame(ofType: RawFrame.ping))
                    ping.flags = RawFrame.acknowledgement
                    try await connection.send(ping)
                }
            }
        }
    }

    @Test("50: a connection without calls ends with max_idle")
    func endsAnIdleConnection() async throws {
        try await withServer {
            $0.maximumConnectionIdle = .milliseconds(200)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let word = try #require(try await self.lastWord(connection))
                #expect(word.code == 0)
                #expect(word.text == "max_idle")
            }
        }
    }

    @Test("50: a connection ends with max_age when its calls have", arguments: [-1.0, 1.0])
    func endsAnOldConnection(jitter: Double) async throws {
        try await withServer {
            $0.maximumConnectionAge = .milliseconds(300)
            $0.ageJitter = { jitter }
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(
                    .headers(requestFields(path: "/kaa.test.v1.Echo/Duplex"), stream: 1, isEnd: false)
                )
                _ = try #require(try await connection.nextFrame(ofType: RawFrame.goAway))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                _ = try #require(try await connection.nextFrame(ofStream: 1))
                let word = try #require(try await self.lastWord(connection))
                #expect(word.text == "max_age")
            }
        }
    }

    @Test("50: calls get a time to finish after the age, and no more")
    func cutsCallsAfterTheGrace() async throws {
        try await withServer {
            $0.maximumConnectionAge = .milliseconds(200)
            $0.maximumConnectionAgeGrace = .milliseconds(200)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(
                    .headers(requestFields(path: "/kaa.test.v1.Echo/Duplex"), stream: 1, isEnd: false)
                )
                while try await connection.nextFrame() != nil {}
            }
        }
    }

    @Test
    func endsACallWhoseMessageDoesNotArrive() async throws {
        try await withServer {
            $0.messageTimeout = .milliseconds(200)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(requestFields(), stream: 1, isEnd: false))
                try await connection.send(.data([0, 0, 0, 9], stream: 1, isEnd: false))
                let answer = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(connection.fields(of: answer)["grpc-status"] == "4")
            }
        }
    }

    @Test
    func leavesACallAloneThatMaySendWheneverItLikes() async throws {
        let received = Latch()
        let service = AdHocService(
            .bidirectional(AdHocService.duplex) { (requests: RequestStream<Echo>, _, writer: ResponseWriter<Echo>) in
                for try await request in requests {
                    received.open()
                    try await writer.write(request)
                }
            }
        )
        try await withServer([service]) {
            $0.messageTimeout = .milliseconds(40)
            $0.keepaliveTime = .milliseconds(200)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(
                    .headers(requestFields(path: AdHocService.duplex.path), stream: 1, isEnd: false)
                )
                // Ten patrols and more pass until the ping comes.
                _ = try #require(try await connection.nextFrame(ofType: RawFrame.ping))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                let answer = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(connection.fields(of: answer)[":status"] == "200")
            }
        }
    }

    @Test
    func endsACallWhoseAnswerIsNotRead() async throws {
        let service = AdHocService(
            .serverStreaming(AdHocService.serverStream) { (_: Echo, _, writer: ResponseWriter<Echo>) in
                for _ in 0..<1000 {
                    try await writer.write(Echo(value: Array(repeating: 7, count: 10_000)))
                }
            }
        )
        try await withServer([service]) {
            $0.stallTimeout = .milliseconds(200)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(
                    .headers(requestFields(path: AdHocService.serverStream.path), stream: 1, isEnd: false),
                    .data(framed([]), stream: 1, isEnd: true)
                )
                let reset = try #require(try await connection.nextFrame(ofType: RawFrame.reset))
                #expect(reset.errorCode == 8)
            }
        }
    }

    @Test
    func takesConnectionsFromOneAddressUpToItsLimit() async throws {
        try await withServer {
            $0.maximumConnectionsPerAddress = 1
        } _: { running in
            try await withRawConnection(to: running.address) { first in
                try await first.shakeHands()
                _ = try #require(try await first.nextFrame())
                try await withRawConnection(to: running.address) { second in
                    let frame = try await second.nextFrame()
                    #expect(frame == nil)
                }
            }
        }
    }

    @Test
    func runsNoMoreHandlersInAllThanItsLimit() async throws {
        let running = Latch()
        let proceed = Latch()
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, _) in
                running.open()
                await proceed.wait()
                return request
            }
        )
        try await withServer([service]) {
            $0.maximumConcurrentCalls = 1
        } _: { server in
            let first = try server.makeChannel()
            let second = try server.makeChannel()
            try await withThrowingTaskGroup { group in
                group.addTask { let _: Echo = try await first.unary(AdHocService.unary, Echo()) }
                await running.wait()
                let error = try await #require(throws: RPCError.self) {
                    let _: Echo = try await second.unary(AdHocService.unary, Echo())
                }
                #expect(error.code == .resourceExhausted)
                proceed.open()
                try await group.waitForAll()
            }
            let _: Echo = try await second.unary(AdHocService.unary, Echo())
        }
    }

    @Test
    func refusesCallsWhenTooManyBytesWait() async throws {
        try await withServer {
            $0.maximumBufferedBytes = 100_000
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let part = [UInt8](repeating: 0, count: 16_000)
                for stream: UInt32 in stride(from: 1, to: 15, by: 2) {
                    try await connection.send(.headers(requestFields(path: Self.echo), stream: stream, isEnd: false))
                    try await connection.send(.data([0, 0, 1, 0, 0] + part, stream: stream, isEnd: false))
                }
                let answer = try #require(try await connection.nextFrame(ofStream: 13))
                #expect(connection.fields(of: answer)["grpc-status"] == "8")
            }
        }
    }

    @Test
    func boundsWhatAllConnectionsHoldTogether() async throws {
        try await withServer {
            $0.maximumHeldBytes = 100_000
        } _: { running in
            try await withRawConnection(to: running.address) { first in
                try await withRawConnection(to: running.address) { second in
                    let part = [UInt8](repeating: 0, count: 16_000)
                    // Each connection alone stays under the limit; the second sends when the first one's bytes are there.
                    for connection in [first, second] {
                        try await connection.shakeHands()
                        for stream: UInt32 in stride(from: 1, to: 17, by: 2) {
                            try await connection.send(.headers(requestFields(), stream: stream, isEnd: false))
                            try await connection.send(.data([0, 0, 1, 0, 0] + part, stream: stream, isEnd: false))
                        }
                        guard connection === first else { break }
                        try await connection.send(RawFrame(type: RawFrame.ping, payload: Array(0..<8)))
                        _ = try #require(try await connection.nextFrame(ofType: RawFrame.ping))
                    }
                    let answer = try #require(try await second.nextFrame(ofType: RawFrame.headers))
                    #expect(second.fields(of: answer)["grpc-status"] == "8")
                }
            }
            let channel = try running.makeChannel()
            let large = Echo(value: [UInt8](repeating: 1, count: 90_000))
            let echoed: Echo = try await channel.unary(EchoService.unary, large)
            #expect(echoed == large)
        }
    }

    @Test
    func beginsNoCallWhileTooManyAnswersWait() async throws {
        let begun = Counter()
        let service = AdHocService(
            .unary(AdHocService.unary) { (_: Echo, _) -> Echo in
                begun.increment()
                return Echo(value: [UInt8](repeating: 1, count: 200_000))
            }
        )
        try await withServer([service]) {
            $0.maximumQueuedBytes = 500_000
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                // Streams begin without a window for data.
                try await connection.shakeHands(settings: [0, 4, 0, 0, 0, 0])
                let fields = requestFields(path: AdHocService.unary.path)
                for stream: UInt32 in stride(from: 1, to: 41, by: 2) {
                    try await connection.send(.headers(fields, stream: stream, isEnd: false))
                    try await connection.send(.data(framed([]), stream: stream, isEnd: true))
                }
                for stream: UInt32 in [1, 3, 5] {
                    let answer = try #require(try await connection.nextFrame(ofStream: stream))
                    #expect(connection.fields(of: answer)[":status"] == "200")
                }
                try await connection.send(RawFrame(type: RawFrame.ping, payload: Array(0..<8)))
                _ = try #require(try await connection.nextFrame(ofType: RawFrame.ping))
                #expect(begun.value == 3)
                try await connection.send(.reset(stream: 1, code: 8))
                let answer = try #require(try await connection.nextFrame(ofStream: 7))
                #expect(connection.fields(of: answer)[":status"] == "200")
                #expect(begun.value == 4)
            }
        }
    }

    @Test("50: a connection with short calls is not idle")
    func keepsABusyConnection() async throws {
        try await withServer {
            $0.maximumConnectionIdle = .milliseconds(1500)
            $0.minimumPingInterval = .zero
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let clock = ContinuousClock()
                let end = clock.now + .seconds(3)
                var stream: UInt32 = 1
                while clock.now < end {
                    try await connection.send(.headers(requestFields(), stream: stream, isEnd: false))
                    try await connection.send(.data(framed([]), stream: stream, isEnd: true))
                    while let frame = try await connection.nextFrame(ofStream: stream), !frame.isEnd {}
                    stream += 2
                }
                try await connection.send(RawFrame(type: RawFrame.ping, payload: Array(0..<8)))
                let next = try #require(try await connection.nextFrame())
                #expect(next.type == RawFrame.ping)
            }
        }
    }

    @Test("17: the limit for metadata is the server's")
    func holdsRequestsToItsMetadataLimit() async throws {
        try await withServer {
            $0.maximumMetadataBytes = 1000
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let large = ("x-large", String(repeating: "a", count: 1000))
                try await connection.send(.headers(requestFields(adding: [large]), stream: 1, isEnd: true))
                let answer = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(connection.fields(of: answer)["grpc-status"] == "8")
                let hostile = ("x-large", String(repeating: "a", count: 4000))
                try await connection.send(.headers(requestFields(adding: [hostile]), stream: 3, isEnd: true))
                let word = try #require(try await self.lastWord(connection))
                #expect(word.text == "header_list_too_large")
            }
        }
    }
}
