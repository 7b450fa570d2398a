import KAAWire
import Logging
import Synchronization
import Testing

@testable import KAARPC

/// How servers begin and end, and how clients live through it.
@Suite(.timeLimit(.minutes(10)))
struct ServerLifeTests {
    /// A handler that waits for `proceed` and then answers.
    private static func patient(_ began: Latch, _ proceed: Latch) -> AdHocService {
        AdHocService(
            .unary(AdHocService.unary) { (request: Echo, _) in
                began.open()
                await withTaskCancellationHandler {
                    await proceed.wait()
                } onCancel: {
                    proceed.open()
                }
                return request
            },
            .bidirectional(AdHocService.duplex) { (requests: RequestStream<Echo>, _, writer: ResponseWriter<Echo>) in
                try await writer.write(contentsOf: requests)
            }
        )
    }

    @Test
    func finishesTheCallsUnderWayWhenItShutsDown() async throws {
        let began = Latch()
        let proceed = Latch()
        try await withServer([Self.patient(began, proceed)]) { running in
            let channel = try running.makeChannel()
            async let answer: Echo = channel.unary(AdHocService.unary, Echo(typeUrl: "kept"))
            await began.wait()
            running.server.beginGracefulShutdown()
            proceed.open()
            #expect(try await answer.typeUrl == "kept")
        }
    }

    @Test("51: a notice with the highest stream number, and after a round trip the last one that was taken")
    func shutsDownInTwoSteps() async throws {
        let began = Latch()
        let proceed = Latch()
        try await withServer([Self.patient(began, proceed)]) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: AdHocService.unary.path)
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                await began.wait()
                running.server.beginGracefulShutdown()

                let notice = try #require(try await connection.nextFrame(ofType: RawFrame.goAway))
                #expect(Array(notice.payload.prefix(8)) == [0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0])
                let ping = try #require(try await connection.nextFrame(ofType: RawFrame.ping))

                // On its way while the notice was: still taken.
                try await connection.send(.headers(fields, stream: 3, isEnd: false))
                try await connection.send(.data(framed([]), stream: 3, isEnd: true))
                let answer = RawFrame(type: RawFrame.ping, flags: RawFrame.acknowledgement, payload: ping.payload)
                try await connection.send(answer)
                let last = try #require(try await connection.nextFrame(ofType: RawFrame.goAway))
                #expect(Array(last.payload.prefix(8)) == [0, 0, 0, 3, 0, 0, 0, 0])

                // After the last word: not taken, and not answered.
                try await connection.send(.headers(fields, stream: 5, isEnd: true))
                proceed.open()
                var ended: Set<UInt32> = []
                while let frame = try await connection.nextFrame() {
                    #expect(frame.stream != 5)
                    if frame.isEnd { ended.insert(frame.stream) }
                }
                #expect(ended == [1, 3])
            }
        }
    }

    @Test
    func refusesConnectionsAfterShutdownBegan() async throws {
        let began = Latch()
        let proceed = Latch()
        try await withServer([Self.patient(began, proceed)]) { running in
            let channel = try running.makeChannel()
            async let answer: Echo = channel.unary(AdHocService.unary, Echo())
            await began.wait()
            try await withRawConnection(to: running.address) { witness in
                try await witness.shakeHands()
                running.server.beginGracefulShutdown()
                _ = try await witness.nextFrame(ofType: RawFrame.goAway)
            }
            let late = try running.makeChannel()
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await late.unary(AdHocService.unary, Echo())
            }
            #expect(error.code == .unavailable)
            proceed.open()
            _ = try await answer
        }
    }

    @Test
    func cancelsTheCallsThatOutliveTheGrace() async throws {
        let began = Latch()
        let cancelled = Latch()
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, _) in
                began.open()
                let forever = Latch()
                await withTaskCancellationHandler {
                    await forever.wait()
                } onCancel: {
                    forever.open()
                }
                cancelled.open()
                return request
            }
        )
        try await withServer([service]) {
            $0.shutdownGrace = .milliseconds(50)
        } _: { running in
            let channel = try running.makeChannel()
            async let answer: Echo = channel.unary(AdHocService.unary, Echo())
            await began.wait()
            running.server.beginGracefulShutdown()
            await cancelled.wait()
            do {
                _ = try await answer
                Issue.record("The call outlived the grace.")
            } catch {
                #expect((error as? RPCError)?.code == .unavailable)
            }
        }
    }

    @Test
    func endsAtOnceWhenItsTaskIsCancelled() async throws {
        let router = try RPCRouter(services: [Self.patient(Latch(), Latch())])
        let server = RPCServer(router: router, configuration: .init(), logger: Logger(label: "test"))
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            let channel = try HTTP2Channel(target: try await server.listeningAddress)
            let call: ClientCall<Echo, Echo> = try await channel.startCall(AdHocService.duplex, options: .standard)
            try await call.requests.write(Echo())
            let answers = call.responses.makeAsyncIterator()
            #expect(try await answers.next() != nil)
            group.cancelAll()
            let error = try await #require(throws: RPCError.self) { _ = try await answers.next() }
            #expect(error.code == .unavailable)
            try await group.waitForAll()
        }
    }

    @Test
    func runsOnlyOnce() async throws {
        let router = try RPCRouter(services: [])
        let server = RPCServer(router: router, configuration: .init(), logger: Logger(label: "test"))
        server.beginGracefulShutdown()
        try await server.run()
        await #expect(throws: RPCServer.StartError.hasRun) { try await server.run() }
    }

    @Test
    func tellsThatItCannotListen() async throws {
        try await withServer { running in
            var configuration = RPCServerConfiguration(port: running.address.port)
            configuration.eventLoops = 1
            let second = RPCServer(
                router: try RPCRouter(services: []),
                configuration: configuration,
                logger: Logger(label: "test")
            )
            await #expect(throws: (any Error).self) { try await second.run() }
            await #expect(throws: RPCServer.StartError.ended) { _ = try await second.listeningAddress }
        }
    }

    @Test
    func aChannelConnectsAgainWhenItsServerHasComeBack() async throws {
        var port = 0
        let channel = Mutex<HTTP2Channel?>(nil)
        for _ in 0..<2 {
            let known = port
            let next = Mutex(0)
            try await withServer {
                $0.port = known
            } _: { running in
                next.withLock { $0 = running.address.port }
                let existing = channel.withLock { $0 }
                let current = try existing ?? running.makeChannel()
                channel.withLock { $0 = current }
                let answer: Echo = try await current.unary(EchoService.unary, Echo(typeUrl: "again"))
                #expect(answer.typeUrl == "again")
            }
            port = next.withLock { $0 }
        }
    }

    @Test
    func aClosedChannelMakesNoCalls() async throws {
        try await withServer { running in
            let channel = try running.makeChannel()
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            channel.close()
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            #expect(error.code == .cancelled)
        }
    }

    @Test
    func aCallToNobodyIsUnavailable() async throws {
        let port = Mutex(0)
        try await withServer { running in port.withLock { $0 = running.address.port } }
        let channel = try HTTP2Channel(target: RPCAddress(host: "127.0.0.1", port: port.withLock { $0 }))
        let error = try await #require(throws: RPCError.self) {
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
        }
        #expect(error.code == .unavailable)
    }

    @Test
    func closesConnectionsOverItsLimit() async throws {
        try await withServer {
            $0.maximumConnections = 1
        } _: { running in
            let channel = try running.makeChannel()
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
            try await withRawConnection(to: running.address) { second in
                let frame = try await second.nextFrame()
                #expect(frame == nil)
            }
            let _: Echo = try await channel.unary(EchoService.unary, Echo())
        }
    }

    @Test
    func countsAHandlerUntilItReturnsAlsoAfterAReset() async throws {
        let (beginnings, began) = AsyncStream<Void>.makeStream()
        let proceed = Latch()
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, _) in
                began.yield()
                await proceed.wait()
                return request
            }
        )
        try await withServer([service]) {
            $0.maximumConcurrentHandlers = 3
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: AdHocService.unary.path)
                for stream: UInt32 in [1, 3, 5] {
                    try await connection.send(.headers(fields, stream: stream, isEnd: false))
                    try await connection.send(.data(framed([]), stream: stream, isEnd: true))
                    for await _ in beginnings { break }
                    try await connection.send(.reset(stream: stream, code: 8))
                }
                try await connection.send(.headers(fields, stream: 7, isEnd: false))
                try await connection.send(.data(framed([]), stream: 7, isEnd: true))
                let answer = try #require(try await connection.nextFrame(ofStream: 7))
                #expect(connection.fields(of: answer)["grpc-status"] == "8")
                proceed.open()
            }
        }
    }

    @Test("54: a connection on which nothing comes is closed")
    func closesAConnectionWithoutPreface() async throws {
        try await withServer {
            $0.handshakeTimeout = .milliseconds(500)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                while try await connection.nextFrame() != nil {}
            }
        }
    }

    @Test("19: a header block that does not end is not waited for")
    func closesAConnectionWhoseHeaderBlockDoesNotEnd() async throws {
        try await withServer {
            $0.handshakeTimeout = .milliseconds(500)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                var begun = RawFrame.headers(requestFields(), stream: 1, isEnd: false)
                begun.flags = 0
                try await connection.send(begun)
                while try await connection.nextFrame() != nil {}
            }
        }
    }
}
