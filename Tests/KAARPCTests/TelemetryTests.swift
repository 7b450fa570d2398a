import KAAWire
import NIOCore
import Testing

@testable import KAARPC

/// What a server counts of itself, over a loopback socket and in process.
@Suite(.timeLimit(.minutes(10)))
struct TelemetryTests {
    private static let unary = "kaa.test.v1.Echo/Unary"

    @Test
    func countsCallsByMethodAndStatus() async throws {
        try await withServer { running in
            let channel = try running.makeChannel()
            for _ in 0..<3 {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            for code: RPCCode in [.notFound, .notFound, .internalError] {
                await #expect(throws: RPCError.self) {
                    let _: Echo = try await channel.unary(EchoService.fail, Echo(value: [UInt8(code.rawValue)]))
                }
            }
            await #expect(throws: RPCError.self) {
                let _: Echo = try await channel.unary(EchoService.unserved, Echo())
            }
            let page = running.server.telemetry.families
            #expect(page["kaa_rpc_calls_started_total", ["method": Self.unary, "route": "network"]] == 3)
            #expect(page["kaa_rpc_calls_total", ["method": Self.unary, "code": "OK"]] == 3)
            #expect(page["kaa_rpc_calls_total", ["method": "kaa.test.v1.Echo/Fail", "code": "NOT_FOUND"]] == 2)
            #expect(page["kaa_rpc_calls_total", ["method": "kaa.test.v1.Echo/Fail", "code": "INTERNAL"]] == 1)
            #expect(page["kaa_rpc_calls_total", ["method": "other", "code": "UNIMPLEMENTED"]] == 1)
        }
    }

    @Test
    func countsMessagesAndBytesBothWays() async throws {
        try await withServer { running in
            let channel = try running.makeChannel()
            let request = Echo(value: [1, 2, 3])
            let answers = try await channel.serverStreaming(EchoService.expand, request) as ResponseStream<Echo>
            for try await _ in answers {}
            let page = running.server.telemetry.families
            let labels = ["method": "kaa.test.v1.Echo/Expand", "route": "network"]
            let requestBytes = try request.encodedBytes().count
            let answerBytes = try 3 * (5 + Echo(value: [1]).encodedBytes().count)
            #expect(page["kaa_rpc_request_messages_total", labels] == 1)
            #expect(page["kaa_rpc_request_bytes_total", labels] == Double(requestBytes))
            #expect(page["kaa_rpc_response_messages_total", labels] == 3)
            #expect(page["kaa_rpc_response_bytes_total", labels] == Double(answerBytes))
        }
    }

    @Test
    func putsDurationsIntoTheRangeTheyFallInto() {
        let meter = Meter(methodCount: 1, isShared: false)
        for (nanoseconds, bucket) in [(0, 0), (100_000, 0), (100_001, 1), (30_000_000_000, 16), (30_000_000_001, 17)] {
            let index = MeterLayout.index(MeterLayout.durations + bucket, ofMethod: 0)
            let before = meter[index]
            meter.callDidEnd(method: 0, code: .ok, after: .nanoseconds(Int64(nanoseconds)))
            #expect(meter[index] == before + 1, "\(nanoseconds) ns")
        }
    }

    @Test
    func givesHistogramsThatAddUp() async throws {
        try await withServer { running in
            let channel = try running.makeChannel()
            for _ in 0..<5 {
                let _: Echo = try await channel.unary(EchoService.unary, Echo())
            }
            let family = try #require(
                running.server.telemetry.families.first { $0.name == "kaa_rpc_call_duration_seconds" }
            )
            let buckets = family.samples.filter { $0.suffix == "_bucket" }.map(\.value)
            #expect(buckets == buckets.sorted(), "Each bucket holds those below it.")
            #expect(buckets.count == 18)
            #expect(buckets.last == 5)
            #expect(family.samples.first { $0.suffix == "_count" }?.value == 5)
            let sum = try #require(family.samples.first { $0.suffix == "_sum" }?.value)
            #expect(sum > 0 && sum < 60)
        }
    }

    @Test
    func countsConnectionsAndWhyTheyEnded() async throws {
        try await withServer {
            $0.maximumConnections = 1
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                #expect(try await connection.nextFrame() != nil)
                try await withRawConnection(to: running.address) { second in
                    let frame = try await second.nextFrame()
                    #expect(frame == nil, "One connection is the limit.")
                }
                let page = running.server.telemetry.families
                #expect(page["kaa_rpc_connections_open", [:]] == 1)
                #expect(page["kaa_rpc_connections_total", [:]] == 1)
                #expect(page["kaa_rpc_connections_refused_total", ["reason": "total_limit"]] == 1)
                // A frame of 0 bytes on stream 0, where no DATA belongs.
                try await connection.send(.data([], stream: 0, isEnd: false))
                while try await connection.nextFrame() != nil {}
            }
            while running.server.telemetry.families["kaa_rpc_connections_open", [:]] != 0 {
                await Task.yield()
            }
            let page = running.server.telemetry.families
            #expect(page["kaa_rpc_connections_closed_total", ["reason": "protocol_error"]] == 1)
            #expect(page["kaa_rpc_connections_closed_total", ["reason": "peer_closed"]] == 0)
        }
    }

    @Test
    func showsStreamsAndHandlersWhileTheyLast() async throws {
        let began = Latch()
        let goOn = Latch()
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, _) in
                began.open()
                await goOn.wait()
                return request
            }
        )
        try await withServer([service]) { running in
            let channel = try running.makeChannel()
            async let answer: Echo = channel.unary(AdHocService.unary, Echo())
            await began.wait()
            let during = running.server.telemetry.families
            #expect(during["kaa_rpc_streams_open", [:]] == 1)
            #expect(during["kaa_rpc_handlers_running", [:]] == 1)
            goOn.open()
            _ = try await answer
            while running.server.telemetry.families["kaa_rpc_streams_open", [:]] != 0 {
                await Task.yield()
            }
            #expect(running.server.telemetry.families["kaa_rpc_handlers_running", [:]] == 0)
        }
    }

    @Test
    func countsCallsInProcessApart() async throws {
        let router = try RPCRouter(services: [EchoService()])
        let telemetry = RPCTelemetry(router: router)
        let channel = InProcessChannel(router: router, name: "test")
        await withTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { _ = try? await channel.unary(EchoService.unary, Echo()) as Echo }
            }
        }
        let labels = ["method": Self.unary, "route": "in_process"]
        #expect(telemetry.families["kaa_rpc_calls_started_total", labels] == 50)
        #expect(telemetry.families["kaa_rpc_calls_total", labels] == 50)
        #expect(telemetry.families["kaa_rpc_request_messages_total", labels] == 50)
        #expect(telemetry.families["kaa_rpc_response_messages_total", labels] == 50)
        #expect(telemetry.families["kaa_rpc_calls_total", ["route": "network"]] == nil)
    }
}

extension [MetricFamily] {
    /// The first number of a family whose labels are among those of a sample; `nil` if there is none.
    subscript(name: String, labels: [String: String]) -> Double? {
        self.first { $0.name == name }?.samples.first { sample in
            labels.allSatisfy { label in sample.labels.contains { $0.name == label.key && $0.value == label.value } }
        }?.value
    }
}
