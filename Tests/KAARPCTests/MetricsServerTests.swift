import Logging
import NIOCore
import NIOPosix
import Testing

@testable import KAARPC

/// The page of metrics: its text, and how it is served.
@Suite(.timeLimit(.minutes(10)))
struct MetricsServerTests {
    @Test
    func writesFamiliesAsTheFormatAsks() {
        let families = [
            MetricFamily("kaa_a_total", "A \\ and\na line.", .counter, [.init(value: 3)]),
            MetricFamily(
                "kaa_b",
                "\"Quoted\"",
                .gauge,
                [.init(labels: [.init("x", "a\"b\\c\nd"), .init("y", "å")], value: 0.25), .init(value: -.infinity)]
            ),
            MetricFamily(
                "kaa_c_seconds",
                "C.",
                .histogram,
                [.init(suffix: "_bucket", labels: [.init("le", "+Inf")], value: 1)]
            ),
        ]
        #expect(
            MetricFamily.page(families) == #"""
                # HELP kaa_a_total A \\ and\na line.
                # TYPE kaa_a_total counter
                kaa_a_total 3
                # HELP kaa_b "Quoted"
                # TYPE kaa_b gauge
                kaa_b{x="a\"b\\c\nd",y="å"} 0.25
                kaa_b -Inf
                # HELP kaa_c_seconds C.
                # TYPE kaa_c_seconds histogram
                kaa_c_seconds_bucket{le="+Inf"} 1

                """#
        )
    }

    @Test
    func showsThePageToWhoeverGetsIt() async throws {
        try await Self.withMetrics { address in
            let answer = try await Self.ask("GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n", of: address)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains("content-type: text/plain; version=0.0.4; charset=utf-8\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n# HELP kaa_a Help.\n# TYPE kaa_a gauge\nkaa_a 1\n"))
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: here\r\n\r\n", "404 Not Found"),
        ("GET /metrics/ HTTP/1.1\r\nHost: here\r\n\r\n", "404 Not Found"),
        ("GET /../metrics HTTP/1.1\r\nHost: here\r\n\r\n", "404 Not Found"),
        ("POST /metrics HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\n\r\nabc", "405 Method Not Allowed"),
        ("HEAD /metrics HTTP/1.1\r\nHost: here\r\n\r\n", "405 Method Not Allowed"),
        ("no HTTP at all\r\n\r\n", "400 Bad Request"),
    ])
    func answersNothingElse(request: String, status: String) async throws {
        try await Self.withMetrics { address in
            let answer = try await Self.ask(request, of: address)
            #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"), "\(answer)")
            #expect(!answer.contains("kaa_a"))
        }
    }

    @Test
    func answersNobodyWhoseHeadersDoNotEnd() async throws {
        try await Self.withMetrics { address in
            let endless = "GET /metrics HTTP/1.1\r\n" + (0..<20_000).map { "x-\($0): y\r\n" }.joined()
            let answer = try await Self.ask(endless, of: address)
            #expect(!answer.contains("kaa_a"))
        }
    }

    @Test
    func takesFewConnectionsAtOnce() async throws {
        try await Self.withMetrics { address in
            let request = "GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n"
            var idle: [any Channel] = []
            for _ in 0..<16 {
                let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                idle.append(try await bootstrap.connect(host: address.host, port: address.port).get())
            }
            #expect(try await Self.ask(request, of: address) == "")
            for channel in idle { try await channel.close() }
            while try await !Self.ask(request, of: address).hasPrefix("HTTP/1.1 200 OK") { await Task.yield() }
        }
    }

    @Test
    func saysWhereItCannotListen() async throws {
        try await Self.withMetrics { address in
            let second = MetricsServer(host: address.host, port: address.port, logger: Logger(label: "test")) { [] }
            let error = try await #require(throws: ListenError.self) { try await second.run() }
            #expect(error.description == "The server cannot listen on \(address): the port is in use.")
            var configuration = RPCServerConfiguration()
            configuration.port = address.port
            let server = RPCServer(
                router: try RPCRouter(services: []),
                configuration: configuration,
                logger: Logger(label: "test")
            )
            let other = try await #require(throws: ListenError.self) { try await server.run() }
            #expect(other.description == error.description)
        }
    }

    private static func withMetrics(_ body: @Sendable (RPCAddress) async throws -> Void) async throws {
        let server = MetricsServer(host: "127.0.0.1", port: 0, logger: Logger(label: "test")) {
            [MetricFamily("kaa_a", "Help.", .gauge, [.init(value: 1)])]
        }
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            let address = try await server.listeningAddress
            do {
                try await body(address)
            } catch {
                group.cancelAll()
                throw error
            }
            server.shutDown()
            try await group.waitForAll()
        }
    }

    /// Everything the server answers until it closes the connection.
    private static func ask(_ request: String, of address: RPCAddress) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var answer = ByteBuffer()
            do {
                try await outbound.write(ByteBuffer(string: request))
                for try await var part in inbound { answer.writeBuffer(&part) }
            } catch  where error is IOError || error is ChannelError {
                // A server that does not read on resets the connection.
            }
            return String(buffer: answer)
        }
    }
}
