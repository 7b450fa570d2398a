import KAAWire
import Logging
import NIOCore
import Synchronization
import Testing

@testable import KAARPC

/// How a trace goes through a server, and what the log says of calls that fail.
@Suite(.timeLimit(.minutes(10)))
struct TracingTests {
    private static let traceID = "0af7651916cd43dd8448eb211c80319c"
    private static let parent = TraceContext(traceparent: "00-\(traceID)-b7ad6b7169203331-01", state: "vendor=1")

    /// Answers with its own `traceparent` and `tracestate`.
    private static func telling(_ logger: Logger) -> AdHocService {
        AdHocService(
            .unary(AdHocService.unary) { (_: Echo, context) -> Echo in
                logger.info("In the handler")
                return Echo(typeUrl: context.trace.traceparent, value: Array(context.trace.state.utf8))
            }
        )
    }

    private static func asking(_ channel: any RPCChannel) -> AdHocService {
        AdHocService(
            .unary(EchoService.unary) { (request: Echo, _) -> Echo in
                try await channel.unary(AdHocService.unary, request)
            }
        )
    }

    private static func traced(_ metadata: Metadata = [:]) -> CallOptions {
        var options = CallOptions(metadata: metadata)
        options.trace = Self.parent
        return options
    }

    @Test(arguments: CallLifeTests.Way.allCases)
    func goesFromTheCallerThroughOneServerToTheNext(way: CallLifeTests.Way) async throws {
        let log = LogCollector()
        let router = try RPCRouter(services: [Self.telling(log.logger())])
        try await withServer([Self.telling(log.logger())]) { running in
            let next: any RPCChannel =
                way == .network ? try running.makeChannel() : InProcessChannel(router: router, name: "test")
            try await withServer([Self.asking(next)]) { first in
                let channel = try first.makeChannel()
                let answer: Echo = try await channel.unary(EchoService.unary, Echo(), options: Self.traced())
                let trace = try #require(TraceContext(traceparent: answer.typeUrl))
                #expect(trace.traceID == Self.traceID)
                #expect(trace.spanID != Self.parent?.spanID, "Every server is a step of its own.")
                #expect(trace.isSampled)
                #expect(answer.value == Array("vendor=1".utf8))
                #expect(log.records.map { $0.metadata["trace_id"] } == [Self.traceID])
                #expect(log.records.map { $0.metadata["span_id"] } == [trace.spanID])
            }
        }
    }

    @Test
    func beginsATraceWhereTheCallerHasNone() async throws {
        let number: @Sendable () -> UInt64 = { 0xABCD_EF00_1234_ABCD }
        let router = try RPCRouter(services: [Self.telling(LogCollector().logger())], randomNumber: number)
        let answer: Echo = try await InProcessChannel(router: router, name: "test").unary(AdHocService.unary, Echo())
        #expect(answer.typeUrl == "00-abcdef001234abcdabcdef001234abcd-abcdef001234abcd-02")
        #expect(TraceContext.current == nil)
    }

    @Test
    func beginsATraceWhereTheCallersIsMalformed() async throws {
        let traceparent = Mutex("")
        let answered = Latch()
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, context) -> Echo in
                traceparent.withLock { $0 = context.trace.traceparent }
                answered.open()
                return request
            }
        )
        try await withServer([service]) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let field = "00-\(Self.traceID.uppercased())-b7ad6b7169203331-01"
                let fields = requestFields(path: AdHocService.unary.path, adding: [("traceparent", field)])
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                await answered.wait()
            }
        }
        let trace = try #require(TraceContext(traceparent: traceparent.withLock { $0 }))
        #expect(trace.traceID != Self.traceID)
        #expect(!trace.isSampled)
    }

    @Test
    func handlersCannotForgeATrace() {
        let metadata: Metadata = ["traceparent": "00-\(Self.traceID)-b7ad6b7169203331-01", "tracestate": "a=1"]
        #expect(metadata.isEmpty)
    }

    @Test(arguments: [
        (RPCCode.notFound, Logger.Level.info), (.invalidArgument, .info), (.unauthenticated, .info),
        (.resourceExhausted, .notice), (.unavailable, .notice), (.deadlineExceeded, .notice),
        (.internalError, .error), (.unknown, .error), (.dataLoss, .error), (.cancelled, .debug),
    ])
    func writesOneLineForACallThatFails(code: RPCCode, level: Logger.Level) async throws {
        for way in CallLifeTests.Way.allCases {
            let log = LogCollector()
            let options = Self.traced(["x-request-id": "r-17", "x-secret": "hidden"])
            let request = Echo(typeUrl: "why", value: [UInt8(code.rawValue)])
            try await Self.withChannel(way, log) { channel in
                await #expect(throws: RPCError.self) {
                    let _: Echo = try await channel.unary(EchoService.fail, request, options: options)
                }
                let _: Echo = try await channel.unary(EchoService.unary, request, options: options)
            }
            let record = try #require(await log.records(1).first)
            #expect(log.records.count == 1, "A call that succeeds has no line.")
            #expect(record.level == level)
            #expect(record.message == "A call failed")
            #expect(record.metadata["method"] == "/kaa.test.v1.Echo/Fail")
            #expect(record.metadata["code"] == code.description)
            #expect(record.metadata["reason"] == "why")
            #expect(record.metadata["trace_id"] == Self.traceID)
            #expect(record.metadata["request_id"] == "r-17")
            #expect(record.metadata["peer"] == (way == .network ? "network" : "in_process"))
            #expect(record.metadata["duration_ms"]?.contains(#/^\d+\.\d{3}$/#) == true)
            #expect(!"\(record)".contains("hidden"), "Metadata is no business of the log.")
        }
    }

    @Test
    func logsWhatLayBehindAnErrorAndWhatNoHandlerSaw() async throws {
        let log = LogCollector()
        try await Self.withChannel(.network, log) { channel in
            await #expect(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.fail, Echo())
            }
            await #expect(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unserved, Echo())
            }
        }
        let records = await log.records(2)
        #expect(records.map(\.error) == ["FailureWithoutStatus()", nil])
        #expect(records.map { $0.metadata["method"] } == ["/kaa.test.v1.Echo/Fail", "other"])
        #expect(records.map(\.level) == [.error, .info])
    }

    @Test
    func saysHowManyLinesItLeftOut() {
        let log = LogCollector()
        let failures = FailureLog(logger: log.logger())
        let error = RPCError(.notFound, "why")
        for _ in 0..<1500 { failures.record(error, of: .sample, at: .uptimeNanoseconds(1)) }
        #expect(log.records.count == 1000)
        failures.record(RPCError(.internalError, "ours"), of: .sample, at: .uptimeNanoseconds(1))
        #expect(log.records.count == 1001, "What is our fault is always told.")
        failures.record(error, of: .sample, at: .uptimeNanoseconds(10_000_001))
        #expect(log.records.last?.metadata["left_out"] == "500")
        failures.record(error, of: .sample, at: .uptimeNanoseconds(10_000_001))
        #expect(log.records.count == 1002)
    }

    private static func withChannel(
        _ way: CallLifeTests.Way,
        _ log: LogCollector,
        _ body: @Sendable (any RPCChannel) async throws -> Void
    ) async throws {
        switch way {
        case .network:
            try await withServer([EchoService()], logger: log.logger()) { try await body($0.makeChannel()) }
        case .inProcess:
            let router = try RPCRouter(services: [EchoService()])
            try await body(InProcessChannel(router: router, name: "test", logger: log.logger()))
        }
    }
}

extension FailedCall {
    fileprivate static let sample = FailedCall(
        method: nil,
        route: .network,
        hasBegun: true,
        duration: .zero,
        trace: .root { 1 },
        requestID: nil,
        additions: [:]
    )
}
