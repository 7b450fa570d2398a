import KAAWire
import Synchronization
import Testing

@testable import KAARPC

/// Answers that are ready and wait for something else than their client.
@Suite(.timeLimit(.minutes(10)))
struct AnswerHoldTests {
    private struct DiskFull: Error {}

    private let gate = ManualGate()
    private static let echo = AdHocService(
        .unary(AdHocService.unary) { (request: Echo, _) in request }
    )

    private static func ask(_ connection: RawConnection) async throws {
        try await connection.send(
            .headers(requestFields(path: AdHocService.unary.path), stream: 1, isEnd: false),
            .data(framed([0x12, 1, 7]), stream: 1, isEnd: true)
        )
    }

    @Test func sendsNothingBeforeTheGateOpens() async throws {
        let returned = Latch()
        let outcome = OutcomeInterceptor { _ in returned.open() }
        let interceptors: [any ServerInterceptor] = [outcome, HoldingInterceptor(gate: self.gate)]
        try await withServer([Self.echo], interceptors: interceptors) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await Self.ask(connection)
                await returned.wait()
                // What is sent at all is sent before the answer to this.
                try await connection.send(RawFrame(type: RawFrame.ping, payload: [1, 2, 3, 4, 5, 6, 7, 8]))
                while let frame = try await connection.nextFrame(), frame.type != RawFrame.ping {
                    try #require(frame.stream == 0)
                }
                self.gate.open()
                let answer = try await connection.answer(toStream: 1)
                #expect(answer.fields["grpc-status"] == "0")
                #expect(answer.body == framed([0x12, 1, 7]))
            }
        }
    }

    @Test func sendsNothingOfAnAnswerWhoseGateStaysShut() async throws {
        let failures = LogCollector()
        let interceptors = [HoldingInterceptor(gate: self.gate)]
        try await withServer([Self.echo], interceptors: interceptors, logger: failures.logger()) { running in
            let channel = try running.makeChannel()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    let error = try await #require(throws: RPCError.self) {
                        let _: Echo = try await channel.unary(AdHocService.unary, Echo())
                    }
                    #expect(error.code == .unknown)
                }
                await self.gate.arrival.wait()
                self.gate.open(.failure(DiskFull()))
                try await group.waitForAll()
            }
        }
        #expect(failures.records.count { $0.metadata["code"] == "UNKNOWN" && $0.metadata["kept"] == "yes" } == 1)
    }

    @Test func asksOnceMoreBeforeAnAnswerGoes() async throws {
        let mayGo = Mutex(true)
        let interceptor = HoldingInterceptor(gate: self.gate) {
            if !mayGo.withLock({ $0 }) { throw RPCError(.notFound, "Gone meanwhile.") }
        }
        try await withServer([Self.echo], interceptors: [interceptor]) { running in
            let channel = try running.makeChannel()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    let error = try await #require(throws: RPCError.self) {
                        let _: Echo = try await channel.unary(AdHocService.unary, Echo())
                    }
                    #expect(error.code == .notFound)
                }
                await self.gate.arrival.wait()
                mayGo.withLock { $0 = false }
                self.gate.open()
                try await group.waitForAll()
            }
        }
    }

    @Test func endsAtTheDeadlineWithNothingOfTheAnswer() async throws {
        let failures = LogCollector()
        let configure: (inout RPCServerConfiguration) -> Void = { $0.maximumCallDuration = .seconds(1) }
        let interceptors = [HoldingInterceptor(gate: self.gate)]
        try await withServer([Self.echo], interceptors: interceptors, logger: failures.logger(), configure: configure) {
            running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await Self.ask(connection)
                let answer = try await connection.answer(toStream: 1)
                #expect(answer.fields["grpc-status"] == "4")
                #expect(answer.body.isEmpty)
                self.gate.open()
            }
            let channel = try running.makeChannel()
            let _: Echo = try await channel.unary(AdHocService.unary, Echo())
        }
        #expect(
            failures.records.count {
                $0.metadata["code"] == "DEADLINE_EXCEEDED" && $0.metadata["kept"] == "yes"
            } == 1
        )
    }

    @Test func forgetsAnAnswerThatTheClientGaveUp() async throws {
        try await withServer([Self.echo], interceptors: [HoldingInterceptor(gate: self.gate)]) { running in
            let channel = try running.makeChannel()
            let call: ClientCall<Echo, Echo> = try await channel.startCall(AdHocService.unary, options: .standard)
            try await call.requests.write(Echo())
            call.requests.finish()
            await self.gate.arrival.wait()
            call.cancel()
            await #expect(throws: RPCError.self) { try await call.responses.only() }
            self.gate.open()
            let _: Echo = try await channel.unary(AdHocService.unary, Echo())
        }
    }

    @Test func lateFailuresCountMoreThanTheAnswer() async throws {
        let interceptor = HoldingInterceptor(gate: self.gate, failure: RPCError(.dataLoss, "Not kept."))
        try await withServer([Self.echo], interceptors: [interceptor]) { running in
            let channel = try running.makeChannel()
            let error = try await #require(throws: RPCError.self) {
                let _: Echo = try await channel.unary(AdHocService.unary, Echo())
            }
            #expect(error.code == .dataLoss)
            self.gate.open()
        }
    }

    @Test(arguments: [0, 1_000_000])
    func sendsWhatWasHeldWhateverItsSize(byteCount: Int) async throws {
        try await withServer([Self.echo], interceptors: [HoldingInterceptor(gate: self.gate)]) { running in
            let channel = try running.makeChannel()
            let request = Echo(value: [UInt8](repeating: 7, count: byteCount))
            try await withThrowingTaskGroup { group in
                group.addTask {
                    let answer: Echo = try await channel.unary(AdHocService.unary, request)
                    #expect(answer == request)
                }
                await self.gate.arrival.wait()
                self.gate.open()
                try await group.waitForAll()
                // The gate is open by now.
                let answer: Echo = try await channel.unary(AdHocService.unary, request)
                #expect(answer == request)
            }
        }
    }

    @Test func holdsNoStreamsAndNothingWithinTheProcess() async throws {
        let reports = Collected<Bool>()
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, _) in request },
            .serverStreaming(AdHocService.serverStream) { (request: Echo, _, answers: ResponseWriter<Echo>) in
                try await answers.write(request)
            }
        )
        let interceptor = HoldingInterceptor(gate: self.gate, report: { reports.add($0) })
        try await withServer([service], interceptors: [interceptor]) { running in
            let channel = try running.makeChannel()
            let answers: ResponseStream<Echo> = try await channel.serverStreaming(AdHocService.serverStream, Echo())
            for try await _ in answers {}
        }
        let router = try RPCRouter(services: [service], interceptors: [interceptor])
        let _: Echo = try await InProcessChannel(router: router, name: "test").unary(AdHocService.unary, Echo())
        #expect(reports.values == [false, false])
    }
}
