import KAAWire
import NIOCore
import Testing

@testable import KAARPC

/// How requests end and what answers are made of; the numbers are those of the wire checklist.
@Suite(.timeLimit(.minutes(10)))
struct ResponseTests {
    @Test("27: a request may end on its headers, on its last bytes, or after them", arguments: [nil, true, false])
    func takesEveryEnd(endsWithBytes: Bool?) async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: "/kaa.test.v1.Echo/Collect")
                try await connection.send(.headers(fields, stream: 1, isEnd: endsWithBytes == nil))
                if let endsWithBytes {
                    try await connection.send(.data(framed([]), stream: 1, isEnd: endsWithBytes))
                    if !endsWithBytes {
                        try await connection.send(.data([], stream: 1, isEnd: true))
                    }
                }
                let (answer, body) = try await connection.answer(toStream: 1)
                #expect(answer["grpc-status"] == "0")
                #expect(body == framed([]))
            }
        }
    }

    @Test("25: an answer over the own limit is RESOURCE_EXHAUSTED, and not sent", arguments: [true, false])
    func limitsWhatIsSent(isCompressed: Bool) async throws {
        let service = AdHocService(
            .unary(AdHocService.unary) { (_: Echo, context) -> Echo in
                context.setResponseCompression(isCompressed ? .gzip : .identity)
                return Echo(value: [UInt8](repeating: 0, count: 1000))
            }
        )
        let configure = { (configuration: inout RPCServerConfiguration) in configuration.maximumSendBytes = 999 }
        try await withServer([service], configure: configure) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let extra = [("grpc-accept-encoding", "gzip")]
                let fields = requestFields(path: AdHocService.unary.path, adding: extra)
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                let (answer, body) = try await connection.answer(toStream: 1)
                #expect(answer["grpc-status"] == "8")
                #expect(body.isEmpty)
            }
        }
    }

    @Test("25: a message longer than a prefix can say is INTERNAL")
    func refusesLengthsOverFourBytes() throws {
        #expect(try ByteBuffer.length(of: Int(UInt32.max), limit: .max) == .max)
        do {
            _ = try ByteBuffer.length(of: Int(UInt32.max) + 1, limit: .max)
            Issue.record("The length was taken.")
        } catch {
            #expect(error.code == .internalError)
        }
    }

    @Test("31: headers, messages, and trailers that end the stream, with the handler's metadata in both")
    func answersInThreeParts() async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let extra = [("x-initial", "a"), ("x-trailing-bin", "AQI")]
                try await connection.send(.headers(requestFields(adding: extra), stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                let headers = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(!headers.isEnd)
                let expected = [":status": "200", "content-type": "application/grpc", "x-initial": "a"]
                #expect(connection.fields(of: headers) == expected)
                let data = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(data == .data(framed([]), stream: 1, isEnd: false))
                let trailers = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(trailers.isEnd)
                #expect(connection.fields(of: trailers) == ["grpc-status": "0", "x-trailing-bin": "AQI"])
            }
        }
    }

    @Test("32: a failure before any message or metadata is one block, with the status in it")
    func failsInOneBlock() async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: "/kaa.test.v1.Echo/Fail")
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([0x12, 0x01, 0x05]), stream: 1, isEnd: true))
                let block = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(block.type == RawFrame.headers)
                #expect(block.isEnd)
                var answer = connection.fields(of: block)
                #expect(answer.removeValue(forKey: "grpc-status-details-bin") != nil)
                let expected = [
                    ":status": "200", "content-type": "application/grpc", "grpc-status": "5", "x-reason": "asked-for",
                ]
                #expect(answer == expected)
            }
        }
    }

    @Test("33: no handler can forge a status")
    func keepsTheStatusToItself() async throws {
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, context) -> Echo in
                var metadata: Metadata = ["grpc-status": "5", ":status": "404", "content-type": "text/plain"]
                metadata.add("kept", for: "x-key")
                context.setResponseMetadata(metadata)
                context.setTrailingMetadata(metadata)
                return request
            }
        )
        try await withServer([service]) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: AdHocService.unary.path)
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                let headers = try #require(try await connection.nextFrame(ofStream: 1))
                let expected = [":status": "200", "content-type": "application/grpc", "x-key": "kept"]
                #expect(connection.fields(of: headers) == expected)
                _ = try await connection.nextFrame(ofStream: 1)
                let trailers = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(connection.fields(of: trailers) == ["grpc-status": "0", "x-key": "kept"])
            }
        }
    }

    @Test("34: spaces at the ends of a text are encoded, since no field may have them there")
    func encodesSpacesAtTheEnds() async throws {
        for (text, encoded) in [(" ", "%20"), (" a b ", "%20a b%20"), ("a", "a"), ("", ""), ("  ", "%20%20")] {
            #expect(StatusMessage.encode(text) == encoded)
        }
        let long = StatusMessage.encode(String(repeating: " ", count: 10_000))
        #expect(long.utf8.count <= StatusMessage.maximumBytes)
        #expect(long.hasSuffix("%20"))
        try await withServer { running in
            let channel = try running.makeChannel()
            do {
                let _: Echo = try await channel.unary(EchoService.fail, Echo(typeUrl: " why ", value: [5]))
                Issue.record("The call succeeded.")
            } catch let error as RPCError {
                #expect(error.code == .notFound)
                #expect(error.message == " why ")
            }
        }
    }

    @Test("36: what comes for a call that has ended is dropped, and the connection gets its window back")
    func creditsTheConnectionForWhatNobodyReads() async throws {
        let configure = { (configuration: inout RPCServerConfiguration) in
            configuration.connectionWindowBytes = 65_535
            configuration.minimumPingInterval = .zero
            configuration.minimumPingIntervalWithoutCalls = .zero
        }
        try await withServer(configure: configure) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(requestFields(path: "/nowhere"), stream: 1, isEnd: false))
                let (answer, _) = try await connection.answer(toStream: 1)
                #expect(answer["grpc-status"] == "12")
                // More than three windows, each frame after the answer to a PING, so that the credit for the last has come.
                for _ in 0..<16 {
                    let part = [UInt8](repeating: 0, count: 16_000)
                    try await connection.send(.data(part, stream: 1, isEnd: false))
                    try await connection.send(RawFrame(type: RawFrame.ping, payload: Array(0..<8)))
                    _ = try await connection.nextFrame(ofType: RawFrame.ping)
                }
                try await connection.send(.headers(requestFields(), stream: 3, isEnd: false))
                try await connection.send(.data(framed([]), stream: 3, isEnd: true))
                let (next, _) = try await connection.answer(toStream: 3)
                #expect(next["grpc-status"] == "0")
            }
        }
    }
}
