import KAAWire
import Testing

@testable import KAARPC

/// Large messages, many streams, and peers that do not read.
@Suite(.timeLimit(.minutes(10)))
struct FlowControlTests {
    private static let large = [UInt8](repeating: 0x5A, count: 3 * 1024 * 1024)

    private static func useSmallWindows(_ configuration: inout RPCServerConfiguration) {
        configuration.streamWindowBytes = 65_535
        configuration.connectionWindowBytes = 65_535
    }

    private static var smallWindows: HTTP2ChannelConfiguration {
        var configuration = HTTP2ChannelConfiguration()
        configuration.streamWindowBytes = 65_535
        configuration.connectionWindowBytes = 65_535
        return configuration
    }

    @Test
    func carriesMessagesLargerThanEveryWindow() async throws {
        try await withServer(configure: Self.useSmallWindows) { running in
            let channel = try running.makeChannel(Self.smallWindows)
            for _ in 0..<3 {
                let answer: Echo = try await channel.unary(EchoService.unary, Echo(value: Self.large))
                #expect(answer.value == Self.large)
            }
        }
    }

    @Test
    func carriesManyLargeCallsAtOnceOverSmallWindows() async throws {
        try await withServer(configure: Self.useSmallWindows) { running in
            let channel = try running.makeChannel(Self.smallWindows)
            try await withThrowingTaskGroup { group in
                for number: UInt8 in 0..<20 {
                    group.addTask {
                        let request = Echo(value: [UInt8](repeating: number, count: 200_000))
                        let answer: Echo = try await channel.unary(EchoService.unary, request)
                        #expect(answer == request)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test
    func servesMoreCallsAtOnceThanStreamsAreAllowed() async throws {
        try await withServer { running in
            let channel = try running.makeChannel()
            try await withThrowingTaskGroup { group in
                for number in 0..<1000 {
                    group.addTask {
                        let request = Echo(typeUrl: "\(number)")
                        let answer: Echo = try await channel.unary(EchoService.unary, request)
                        #expect(answer == request)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test
    func refusesAnAnswerOverTheClientsLimit() async throws {
        try await withServer { running in
            let channel = try running.makeChannel()
            let options = CallOptions(maximumResponseBytes: 1000)
            let error = try await #require(throws: RPCError.self) {
                let request = Echo(value: [UInt8](repeating: 0, count: 1000))
                let _: Echo = try await channel.unary(EchoService.unary, request, options: options)
            }
            #expect(error.code == .resourceExhausted)
        }
    }

    @Test
    func refusesARequestOverTheServersLimit() async throws {
        try await withServer {
            $0.maximumReceiveBytes = 1000
        } _: { running in
            let channel = try running.makeChannel()
            let error = try await #require(throws: RPCError.self) {
                let request = Echo(value: [UInt8](repeating: 0, count: 1_000_000))
                let _: Echo = try await channel.unary(EchoService.unary, request)
            }
            #expect(error.code == .resourceExhausted)
        }
    }

    @Test
    func refusesToSendOverTheOwnLimit() async throws {
        try await withServer {
            $0.maximumSendBytes = 1000
        } _: { running in
            let channel = try running.makeChannel()
            let error = try await #require(throws: RPCError.self) {
                let request = Echo(value: [UInt8](repeating: 0, count: 1000))
                let _: Echo = try await channel.unary(EchoService.unary, request)
            }
            #expect(error.code == .resourceExhausted)
        }
    }

    @Test
    func stopsAWriterWhoseReaderDoesNotRead() async throws {
        let written = Counter()
        let service = AdHocService(
            .serverStreaming(AdHocService.serverStream) { (_: Echo, _, writer: ResponseWriter<Echo>) in
                for _ in 0..<2000 {
                    try await writer.write(Echo(value: [UInt8](repeating: 1, count: 10_000)))
                    written.increment()
                }
            },
            .unary(AdHocService.unary) { (request: Echo, _) in request }
        )
        try await withServer([service]) { running in
            let channel = try running.makeChannel(Self.smallWindows)
            let stream: ResponseStream<Echo> = try await channel.serverStreaming(AdHocService.serverStream, Echo())
            let iterator = stream.makeAsyncIterator()
            #expect(try await iterator.next() != nil)
            // Each answered call is a turn of every loop on the way, in which an unbounded writer would have gone on.
            for _ in 0..<50 {
                let _: Echo = try await channel.unary(AdHocService.unary, Echo())
            }
            let count = written.value
            #expect(count < 60)
            var received = 1
            while try await iterator.next() != nil {
                received += 1
            }
            #expect(received == 2000)
        }
    }

    @Test
    func stopsAClientWhoseServerDoesNotRead() async throws {
        let proceed = Latch()
        let service = AdHocService(
            .clientStreaming(AdHocService.clientStream) { (requests: RequestStream<Echo>, _) in
                await proceed.wait()
                var count = 0
                for try await _ in requests {
                    count += 1
                }
                return Echo(typeUrl: "\(count)")
            },
            .unary(AdHocService.unary) { (request: Echo, _) in request }
        )
        try await withServer([service], configure: Self.useSmallWindows) { running in
            let channel = try running.makeChannel()
            let written = Counter()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    let answer: Echo = try await channel.clientStreaming(AdHocService.clientStream) { requests in
                        for _ in 0..<2000 {
                            try await requests.write(Echo(value: [UInt8](repeating: 1, count: 10_000)))
                            written.increment()
                        }
                    }
                    #expect(answer.typeUrl == "2000")
                }
                for _ in 0..<50 {
                    let _: Echo = try await channel.unary(AdHocService.unary, Echo())
                }
                #expect(written.value < 60)
                proceed.open()
                try await group.waitForAll()
            }
        }
    }

    @Test
    func doesNotLoseConnectionWindowToStreamsThatWereReset() async throws {
        try await withServer {
            Self.useSmallWindows(&$0)
            $0.minimumPingInterval = .zero
            $0.minimumPingIntervalWithoutCalls = .zero
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let part = [UInt8](repeating: 0, count: 16_000)
                var stream: UInt32 = 1
                for _ in 0..<20 {
                    let fields = requestFields(path: "/kaa.test.v1.Echo/Duplex")
                    try await connection.send(.headers(fields, stream: stream, isEnd: false))
                    try await connection.send(.data([0, 0, 1, 0, 0] + part, stream: stream, isEnd: false))
                    try await connection.send(.reset(stream: stream, code: 8))
                    try await connection.send(RawFrame(type: RawFrame.ping, payload: Array(0..<8)))
                    _ = try #require(try await connection.nextFrame(ofType: RawFrame.ping))
                    stream += 2
                }
                try await connection.send(.headers(requestFields(), stream: stream, isEnd: false))
                try await connection.send(.data(framed([]), stream: stream, isEnd: true))
                _ = try #require(try await connection.nextFrame(ofStream: stream))
            }
        }
    }
}
