import KAAWire
import Synchronization
import Testing

@testable import KAARPC

/// How calls end before their time, over a loopback socket and in process.
@Suite(.timeLimit(.minutes(10)))
struct CallLifeTests {
    enum Way: CaseIterable {
        case network
        case inProcess
    }

    private func withChannel(
        _ way: Way,
        _ service: AdHocService,
        configure: (inout RPCServerConfiguration) -> Void = { _ in },
        _ body: @Sendable (any RPCChannel) async throws -> Void
    ) async throws {
        switch way {
        case .network:
            try await withServer([service], configure: configure) { try await body($0.makeChannel()) }
        case .inProcess:
            try await body(InProcessChannel(router: RPCRouter(services: [service]), name: "test"))
        }
    }

    /// A handler that waits until it is cancelled, and tells when it began and ended.
    private func waiting(
        _ began: Latch = Latch(),
        _ cancelled: Latch = Latch(),
        counting begun: Counter = Counter()
    ) -> AdHocService {
        AdHocService(
            .unary(AdHocService.unary) { (request: Echo, _) in
                begun.increment()
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
    }

    @Test(arguments: Way.allCases)
    func cancelsTheHandlerWhenTheDeadlinePasses(way: Way) async throws {
        let cancelled = Latch()
        let begun = Counter()
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, _) in
                begun.increment()
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
        try await self.withChannel(way, service) { channel in
            // On a busy machine the first deadline may pass before the handler has begun.
            for timeout: Duration in [.milliseconds(100), .seconds(1), .seconds(10)] where begun.value == 0 {
                let error = try await #require(throws: RPCError.self) {
                    let options = CallOptions(timeout: timeout)
                    let _: Echo = try await channel.unary(AdHocService.unary, Echo(), options: options)
                }
                #expect(error.code == .deadlineExceeded)
            }
            await cancelled.wait()
        }
    }

    @Test(arguments: Way.allCases)
    func cancelsTheHandlerWhenTheCallersTaskIsCancelled(way: Way) async throws {
        let began = Latch()
        let cancelled = Latch()
        try await self.withChannel(way, self.waiting(began, cancelled)) { channel in
            let result = await withTaskGroup(of: Result<Echo, any Error>.self) { group in
                group.addTask {
                    do {
                        return .success(try await channel.unary(AdHocService.unary, Echo()))
                    } catch {
                        return .failure(error)
                    }
                }
                await began.wait()
                group.cancelAll()
                return await group.next()
            }
            let error = try #require(throws: RPCError.self) { try #require(result).get() }
            #expect(error.code == .cancelled)
            await cancelled.wait()
        }
    }

    @Test(arguments: Way.allCases)
    func cancelsTheHandlerWhenTheCallIsForgotten(way: Way) async throws {
        let began = Latch()
        let cancelled = Latch()
        try await self.withChannel(way, self.waiting(began, cancelled)) { channel in
            do {
                let call: ClientCall<Echo, Echo> = try await channel.startCall(AdHocService.unary, options: .standard)
                try await call.requests.write(Echo())
                call.requests.finish()
                await began.wait()
            }
            await cancelled.wait()
        }
    }

    @Test
    func cancelsTheHandlerAtTheServersOwnTimeLimit() async throws {
        let begun = Counter()
        let cancelled = Latch()
        let service = self.waiting(Latch(), cancelled, counting: begun)
        try await self.withChannel(.network, service) {
            $0.maximumCallDuration = .seconds(1)
        } _: { channel in
            // On a machine that is busy the time may pass before a handler begins.
            while begun.value == 0 {
                let error = try await #require(throws: RPCError.self) {
                    let _: Echo = try await channel.unary(AdHocService.unary, Echo())
                }
                #expect(error.code == .deadlineExceeded)
            }
            await cancelled.wait()
        }
    }

    @Test(arguments: Way.allCases)
    func tellsTheHandlerItsDeadline(way: Way) async throws {
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, context) in
                let left = try #require(context.deadline) - .now
                #expect(left > .seconds(50) && left <= .seconds(60))
                return request
            }
        )
        try await self.withChannel(way, service) { channel in
            let options = CallOptions(timeout: .seconds(60))
            let _: Echo = try await channel.unary(AdHocService.unary, Echo(), options: options)
        }
    }

    @Test(arguments: Way.allCases)
    func tellsInterceptorsOfTheEarlyEnd(way: Way) async throws {
        let finished = Latch()
        let outcome = Mutex<RPCCode?>(nil)
        let interceptor = OutcomeInterceptor { code in
            outcome.withLock { $0 = code }
            finished.open()
        }
        let begun = Counter()
        let service = self.waiting(counting: begun)
        let router = try RPCRouter(services: [service], interceptors: [interceptor])
        let options = CallOptions(timeout: .seconds(1))
        switch way {
        case .network:
            // The server's own limit, as the client's would race with the reset that the client sends at the same time.
            try await withServer([service], interceptors: [interceptor]) {
                $0.maximumCallDuration = .seconds(1)
            } _: { running in
                let channel = try running.makeChannel()
                // On a machine that is busy the time may pass before a handler begins.
                while begun.value == 0 {
                    await #expect(throws: RPCError.self) {
                        let _: Echo = try await channel.unary(AdHocService.unary, Echo())
                    }
                }
                await finished.wait()
            }
        case .inProcess:
            let channel = InProcessChannel(router: router, name: "test")
            while begun.value == 0 {
                await #expect(throws: RPCError.self) {
                    let _: Echo = try await channel.unary(AdHocService.unary, Echo(), options: options)
                }
            }
            await finished.wait()
        }
        #expect(outcome.withLock { $0 } == .deadlineExceeded)
    }

    @Test
    func cancelsTheHandlerWhenTheConnectionIsLost() async throws {
        let began = Latch()
        let cancelled = Latch()
        try await withServer([self.waiting(began, cancelled)]) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: AdHocService.unary.path)
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                await began.wait()
            }
            await cancelled.wait()
        }
    }

    @Test
    func cancelsTheHandlerWhenTheStreamIsReset() async throws {
        let began = Latch()
        let cancelled = Latch()
        try await withServer([self.waiting(began, cancelled)]) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: AdHocService.unary.path)
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                await began.wait()
                try await connection.send(.reset(stream: 1, code: 8))
                await cancelled.wait()
            }
        }
    }
}

extension CallLifeTests {
    @Test(arguments: Way.allCases)
    func endsACallInPeaceWhenItsCallerHasLeft(way: Way) async throws {
        let finished = Latch()
        let outcome = Mutex<RPCCode?>(nil)
        let service = AdHocService(
            .bidirectional(AdHocService.duplex) { (requests: RequestStream<Echo>, _, writer: ResponseWriter<Echo>) in
                do {
                    for try await request in requests { try await writer.write(request) }
                    outcome.withLock { $0 = .ok }
                } catch {
                    outcome.withLock { $0 = RPCError(ending: error).code }
                }
                finished.open()
            }
        )
        try await self.withChannel(way, service) { channel in
            let answer: Echo? = try await channel.bidirectional(AdHocService.duplex) { requests, responses in
                try await requests.write(Echo(value: [1]))
                return try await responses.makeAsyncIterator().next()
            }
            #expect(answer == Echo(value: [1]))
            await finished.wait()
        }
        #expect(outcome.withLock { $0 } == .ok)
    }

    @Test(arguments: Way.allCases)
    func givesUpACallWhoseServerGoesOnAfterTheCallerHasLeft(way: Way) async throws {
        let cancelled = Latch()
        let service = AdHocService(
            .bidirectional(AdHocService.duplex) { (_: RequestStream<Echo>, _, writer: ResponseWriter<Echo>) in
                do {
                    while true { try await writer.write(Echo(value: [1])) }
                } catch {
                    cancelled.open()
                    throw error
                }
            }
        )
        try await self.withChannel(way, service) { channel in
            try await channel.bidirectional(AdHocService.duplex) { (_: RequestWriter<Echo>, responses) in
                let answer: Echo? = try await responses.makeAsyncIterator().next()
                #expect(answer == Echo(value: [1]))
            }
            await cancelled.wait()
        }
    }

    @Test(arguments: Way.allCases)
    func boundsACallByTheOneItIsMadeFor(way: Way) async throws {
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, context) in
                var options = CallOptions(timeout: .seconds(3600))
                options.inherit(from: context)
                let outer = try #require(context.deadline)
                let left = try #require(options.timeLeft(at: outer - .seconds(20)))
                #expect(left == .seconds(20))
                options.timeout = .seconds(5)
                #expect(options.timeLeft(at: outer - .seconds(20)) == .seconds(5))
                return request
            }
        )
        try await self.withChannel(way, service) { channel in
            var options = CallOptions()
            options.deadline = .now + .seconds(60)
            let _: Echo = try await channel.unary(AdHocService.unary, Echo(), options: options)
        }
    }

    @Test(arguments: Way.allCases)
    func makesNoCallWhoseTimeHadRunOut(way: Way) async throws {
        try await self.withChannel(way, self.waiting(Latch(), Latch())) { channel in
            var options = CallOptions(timeout: .seconds(60))
            options.deadline = .now - .seconds(1)
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(AdHocService.unary, Echo(), options: options)
            }
            #expect(error.code == .deadlineExceeded)
        }
    }
}
