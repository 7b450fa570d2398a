import KAAWire
import Testing

@testable import KAARPC

/// What a server says first, what it wants to hear, and what it never says.
@Suite
struct ConnectionStartTests {
    @Test("53: the settings tell what the server takes")
    func tellsItsSettings() async throws {
        try await withServer {
            $0.maximumConcurrentStreams = 77
            $0.maximumMetadataBytes = 9000
            $0.streamWindowBytes = 100_000
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let frame = try #require(try await connection.nextFrame(ofType: RawFrame.settings))
                var settings: [UInt8: Int] = [:]
                for start in stride(from: 0, to: frame.payload.count, by: 6) {
                    let value = frame.payload[start + 2..<start + 6].reduce(0) { $0 << 8 | Int($1) }
                    settings[frame.payload[start + 1]] = value
                }
                #expect(settings == [3: 77, 4: 100_000, 6: 9000, 9: 1])
            }
        }
    }

    @Test("53: a client that does not acknowledge the settings is given up")
    func waitsForTheAcknowledgement() async throws {
        try await withServer {
            $0.handshakeTimeout = .seconds(2)
        } _: { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
                try await connection.send(RawFrame(type: RawFrame.settings))
                let last = try #require(try await connection.nextFrame(ofType: RawFrame.goAway))
                #expect(last.payload[4..<8].elementsEqual([0, 0, 0, 4]))
                #expect(try await connection.nextFrame() == nil)
            }
        }
    }

    @Test("52: after the last GOAWAY a new call is ignored, and one under way finishes")
    func ignoresCallsAfterTheLastWord() async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: "/kaa.test.v1.Echo/Duplex")
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: false))
                _ = try #require(try await connection.nextFrame(ofStream: 1))
                running.server.beginGracefulShutdown()
                var words = 0
                while words < 2 {
                    var frame = try #require(try await connection.nextFrame())
                    if frame.type == RawFrame.goAway { words += 1 }
                    if frame.type == RawFrame.ping {
                        frame.flags = RawFrame.acknowledgement
                        try await connection.send(frame)
                    }
                }
                try await connection.send(.headers(fields, stream: 3, isEnd: true))
                try await connection.send(.data([], stream: 1, isEnd: true))
                var streams: Set<UInt32> = []
                while let frame = try await connection.nextFrame() {
                    streams.insert(frame.stream)
                }
                #expect(streams.contains(1))
                #expect(!streams.contains(3))
            }
        }
    }

    /// Requests that the engine itself refuses, each in its own way.
    private static let refused: [(fields: [(String, String)], body: [UInt8])] = [
        (requestFields(path: "/no.Such/Method"), framed([])),
        (requestFields(contentType: "application/grpc+json"), framed([])),
        (requestFields(adding: [("grpc-timeout", "soon")]), framed([])),
        (requestFields(adding: [("grpc-timeout", "0S")]), framed([])),
        (requestFields(adding: [("grpc-encoding", "snappy")]), framed([])),
        (requestFields(adding: [("x-bin", "!")]), framed([])),
        (requestFields(adding: [("x-large", String(repeating: "a", count: 16_100))]), framed([])),
        (requestFields(), framed([], flag: 1)),
        (requestFields(), framed([], flag: 2)),
        (requestFields(), [0, 0, 0, 0, 9, 1]),
        (requestFields(), framed([]) + framed([])),
        (requestFields(), []),
        (requestFields(), framed([0xFF])),
        (requestFields(), [0, 0x7F, 0xFF, 0xFF, 0xFF]),
    ]

    @Test("39: the engine leaves the codes of applications to applications", arguments: 0..<14)
    func keepsToItsOwnCodes(number: Int) async throws {
        let (fields, body) = Self.refused[number]
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(body, stream: 1, isEnd: true))
                let answer = try #require(try await connection.nextFrame(ofType: RawFrame.headers))
                let code = try #require(connection.fields(of: answer)["grpc-status"].flatMap(Int.init))
                #expect([4, 8, 12, 13].contains(code))
            }
        }
    }
}
