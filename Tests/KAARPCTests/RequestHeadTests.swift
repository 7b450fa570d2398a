import KAARPC
import KAAWire
import Testing

/// What a request's header fields may be, and what of them reaches a handler; the numbers are those of the wire checklist.
@Suite(.timeLimit(.minutes(10)))
struct RequestHeadTests {
    private static let malformedStream: UInt32 = 1

    /// Answers with the metadata it got, a pair on each line.
    private let listing = AdHocService(
        .unary(AdHocService.unary) { (_: Echo, context) -> Echo in
            Echo(typeUrl: context.metadata.listed)
        }
    )

    /// What the handler got as metadata of a request with these fields.
    private func metadata(adding extra: [(String, String)]) async throws -> [Substring] {
        let fields = requestFields(path: AdHocService.unary.path, adding: extra)
        return try await withServer([self.listing]) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                let (answer, body) = try await connection.answer(toStream: 1)
                #expect(answer["grpc-status"] == "0")
                return try Echo(decoding: Array(body.dropFirst(5))).typeUrl.split(separator: "\n")
            }
        }
    }

    /// Expects the stream of a request to be reset, and the next one on the connection to be answered.
    private func expectReset(
        _ fields: [(String, String)],
        trailers: [(String, String)]? = nil,
        body: [UInt8] = framed([])
    ) async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(body, stream: 1, isEnd: trailers == nil))
                if let trailers {
                    try await connection.send(.headers(trailers, stream: 1, isEnd: true))
                }
                let reset = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(reset.type == RawFrame.reset)
                #expect(reset.errorCode == Self.malformedStream)
                try await connection.send(.headers(requestFields(), stream: 3, isEnd: false))
                try await connection.send(.data(framed([]), stream: 3, isEnd: true))
                let (answer, _) = try await connection.answer(toStream: 3)
                #expect(answer["grpc-status"] == "0")
            }
        }
    }

    @Test("2: a request without one of its first fields is reset", arguments: [":scheme", ":method", ":path"])
    func resetsIncompleteRequests(name: String) async throws {
        try await self.expectReset(requestFields().filter { $0.0 != name })
    }

    @Test("2: a request without an authority is reset")
    func resetsRequestsToNobody() async throws {
        try await self.expectReset(requestFields().filter { $0.0 != ":authority" })
    }

    @Test("2: another scheme than those of HTTP is refused with 400", arguments: ["ftp", "HTTP", "httpx"])
    func refusesOtherSchemes(scheme: String) async throws {
        let fields = requestFields().map { $0.0 == ":scheme" ? (":scheme", scheme) : $0 }
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(fields, stream: 1, isEnd: true))
                let (answer, _) = try await connection.answer(toStream: 1)
                #expect(answer[":status"] == "400")
            }
        }
    }

    @Test("4: te may be missing")
    func takesRequestsWithoutTE() async throws {
        let fields = requestFields().filter { $0.0 != "te" }
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                let (answer, _) = try await connection.answer(toStream: 1)
                #expect(answer["grpc-status"] == "0")
            }
        }
    }

    @Test("4: te is trailers or nothing", arguments: ["gzip", "trailers, gzip", ""])
    func resetsOtherTE(value: String) async throws {
        try await self.expectReset(requestFields().map { $0.0 == "te" ? ("te", value) : $0 })
    }

    @Test("5, 6: whatever it is asked by, the answer is application/grpc", arguments: ["", "+proto", ";charset=utf-8"])
    func answersInGRPC(suffix: String) async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(contentType: "application/grpc" + suffix)
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                let (answer, _) = try await connection.answer(toStream: 1)
                #expect(answer["content-type"] == "application/grpc")
                #expect(answer["grpc-status"] == "0")
            }
        }
    }

    @Test("8: the deadline runs from the arrival, and the server's own limit counts", arguments: ["100m", "1H", nil])
    func limitsTheDeadline(timeout: String?) async throws {
        let extra = timeout.map { [("grpc-timeout", $0)] } ?? []
        let fields = requestFields(path: "/kaa.test.v1.Echo/Duplex", adding: extra)
        let configure = { (configuration: inout RPCServerConfiguration) in
            configuration.maximumCallDuration = .milliseconds(200)
        }
        try await withServer(configure: configure) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                let (answer, _) = try await connection.answer(toStream: 1)
                #expect(answer["grpc-status"] == "4")
            }
        }
    }

    @Test(
        "11, 20: fields of the protocols are no metadata, also those that nobody knows",
        arguments: [
            "grpc-message-type", "grpc-status", "grpc-unheard-of", "user-agent", "grpc-accept-encoding", "te",
            "content-length",
        ]
    )
    func hidesProtocolFields(name: String) async throws {
        let value = ["te": "trailers", "content-length": "5"][name] ?? "text"
        #expect(try await self.metadata(adding: [(name, value), ("x-key", "text")]) == ["x-key=text"])
    }

    @Test("20: fields of HTTP that mean nothing to gRPC are no error")
    func takesForeignFields() async throws {
        let extra = [("expect", "100-continue"), ("cookie", "a=b"), ("accept", "*/*")]
        #expect(try await self.metadata(adding: extra) == ["expect=100-continue", "cookie=a=b", "accept=*/*"])
    }

    @Test("20: a body of another length than it says is reset", arguments: ["4", "6", "0"])
    func resetsWrongLengths(length: String) async throws {
        try await self.expectReset(requestFields(adding: [("content-length", length)]))
    }

    @Test("12: a name in upper case is reset", arguments: ["X-Key", "x-keY"])
    func resetsNamesInUpperCase(name: String) async throws {
        try await self.expectReset(requestFields(adding: [(name, "text")]))
    }

    @Test("13: a value that is not ASCII is left out", arguments: ["\u{E5}", "a\u{263A}b"])
    func leavesOutOtherThanASCII(value: String) async throws {
        #expect(try await self.metadata(adding: [("x-key", value), ("x-other", "text")]) == ["x-other=text"])
    }

    @Test("14: a value with spaces at its ends is reset, as HTTP/2 asks", arguments: [" text", "text ", " "])
    func resetsSpacesAtTheEnds(value: String) async throws {
        try await self.expectReset(requestFields(adding: [("x-key", value)]))
    }

    @Test("14: this side sends none", arguments: [("Bearer ", "Bearer"), (" a  b ", "a  b"), ("   ", ""), ("", "")])
    func sendsNoSpacesAtTheEnds(text: String, sent: String) async throws {
        try await withServer([self.listing]) { running in
            let channel = try running.makeChannel()
            var options = CallOptions()
            options.metadata.add(text, for: "authorization")
            #expect(options.metadata["authorization"] == sent)
            let answer: Echo = try await channel.unary(AdHocService.unary, Echo(), options: options)
            #expect(answer.typeUrl == "authorization=\(sent)\n")
        }
    }

    @Test("16: values of one key keep their order")
    func keepsTheOrder() async throws {
        let extra = [("x-key", "2"), ("x-other", "0"), ("x-key", "1"), ("x-key", "2")]
        #expect(try await self.metadata(adding: extra) == ["x-key=2", "x-other=0", "x-key=1", "x-key=2"])
    }

    @Test("18: the server does not offer to take bytes as they are")
    func offersNoTrueBinaryMetadata() async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let settings = try #require(try await connection.nextFrame(ofType: RawFrame.settings))
                let names = stride(from: 0, to: settings.payload.count, by: 6).map { start in
                    UInt16(settings.payload[start]) << 8 | UInt16(settings.payload[start + 1])
                }
                #expect(names.contains(3))
                #expect(!names.contains(0xFE03))
            }
        }
    }

    @Test("19: a second block ends the request and says nothing more")
    func ignoresTrailersOfRequests() async throws {
        let fields = requestFields(path: AdHocService.unary.path)
        try await withServer([self.listing]) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: false))
                let trailers = [("x-late", "text"), ("grpc-timeout", "malformed"), ("grpc-encoding", "snappy")]
                try await connection.send(.headers(trailers, stream: 1, isEnd: true))
                let (answer, body) = try await connection.answer(toStream: 1)
                #expect(answer["grpc-status"] == "0")
                #expect(body == framed([]))
            }
        }
    }

    @Test("19: a second block with fields of the first is reset")
    func resetsTrailersWithPseudoFields() async throws {
        try await self.expectReset(requestFields(), trailers: [(":path", "/")])
    }
}

extension Metadata {
    var listed: String {
        self.entries.map { entry in
            switch entry.value {
            case .text(let text): "\(entry.key)=\(text)\n"
            case .bytes(let bytes): "\(entry.key)=\(bytes)\n"
            }
        }.joined()
    }
}
