import KAARPC
import Testing

/// What the server answers to single requests, frame by frame; the numbers are those of the wire checklist.
@Suite(.timeLimit(.minutes(10)))
struct RawRequestTests {
    /// Sends a request and gives back the fields of an answer that must be one block.
    private func answerInOneBlock(
        to fields: [(String, String)],
        body: [UInt8]? = nil,
        configure: (inout RPCServerConfiguration) -> Void = { _ in },
        _ check: @escaping @Sendable ([String: String]) -> Void
    ) async throws {
        let request = RawFrame.headers(fields, stream: 1, isEnd: body == nil)
        try await withServer(configure: configure) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(request)
                if let body {
                    try await connection.send(RawFrame.data(body, stream: 1, isEnd: true))
                }
                let answer = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(answer.type == RawFrame.headers)
                #expect(answer.isEnd)
                check(connection.fields(of: answer))
            }
        }
    }

    @Test("1: another method than POST is refused with 405", arguments: ["GET", "PUT", "post"])
    func refusesOtherMethods(method: String) async throws {
        try await self.answerInOneBlock(to: requestFields(method: method)) { fields in
            #expect(fields[":status"] == "405")
            #expect(fields["grpc-status"] == "13")
        }
    }

    @Test(
        "3: a path that nobody serves is refused in one block with UNIMPLEMENTED",
        arguments: ["/", "/a", "/kaa.test.v1.Echo/unary", "/kaa.test.v1.Echo/Unary/", "/kaa.test.v1.Echo/Unserved"]
    )
    func refusesUnknownPaths(path: String) async throws {
        try await self.answerInOneBlock(to: requestFields(path: path)) { fields in
            #expect(fields[":status"] == "200")
            #expect(fields["content-type"] == "application/grpc")
            #expect(fields["grpc-status"] == "12")
        }
    }

    @Test(
        "5: a content type that is not gRPC is refused with 415",
        arguments: [nil, "text/plain", "application/json", "application/grpcfoo", "application/grpc-web+proto"]
    )
    func refusesOtherContentTypes(contentType: String?) async throws {
        try await self.answerInOneBlock(to: requestFields(contentType: contentType)) { fields in
            #expect(fields[":status"] == "415")
        }
    }

    @Test("5: another codec than protobuf is UNIMPLEMENTED")
    func refusesOtherCodecs() async throws {
        try await self.answerInOneBlock(to: requestFields(contentType: "application/grpc+json")) { fields in
            #expect(fields["grpc-status"] == "12")
        }
    }

    @Test(
        "7: a malformed timeout is INTERNAL",
        arguments: ["", "1", "S", " 1S", "1s", "1 S", "-1S", "100000000n", "15 seconds"]
    )
    func refusesMalformedTimeouts(timeout: String) async throws {
        let fields = requestFields(adding: [("grpc-timeout", timeout)])
        // Whitespace at the ends of a value is the library's own business: it resets the stream.
        guard timeout != " 1S" else { return }
        try await self.answerInOneBlock(to: fields) { fields in
            #expect(fields["grpc-status"] == "13")
        }
    }

    @Test("7: a timeout that came twice is INTERNAL")
    func refusesTwoTimeouts() async throws {
        let fields = requestFields(adding: [("grpc-timeout", "1S"), ("grpc-timeout", "1S")])
        try await self.answerInOneBlock(to: fields) { #expect($0["grpc-status"] == "13") }
    }

    @Test("7: a timeout of nothing has expired", arguments: ["0n", "0S"])
    func expiresAtOnce(timeout: String) async throws {
        let fields = requestFields(path: "/kaa.test.v1.Echo/Duplex", adding: [("grpc-timeout", timeout)])
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                let answer = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(connection.fields(of: answer)["grpc-status"] == "4")
            }
        }
    }

    @Test("9: an unknown compression is UNIMPLEMENTED")
    func refusesUnknownEncodings() async throws {
        try await self.answerInOneBlock(to: requestFields(adding: [("grpc-encoding", "snappy")])) { fields in
            #expect(fields["grpc-status"] == "12")
        }
    }

    @Test("15: metadata that is not base64 fails the call", arguments: ["AB=", "A", "????", "=AAA"])
    func refusesInvalidBase64(value: String) async throws {
        try await self.answerInOneBlock(to: requestFields(adding: [("x-bin", value)])) { fields in
            #expect(fields["grpc-status"] == "13")
        }
    }

    @Test("17: too much metadata is RESOURCE_EXHAUSTED")
    func refusesTooMuchMetadata() async throws {
        let extra = (0..<200).map { ("x-field-\($0)", "value") }
        try await self.answerInOneBlock(to: requestFields(adding: extra)) { fields in
            #expect(fields["grpc-status"] == "8")
        }
    }

    @Test("22: a flag that nothing stands behind is INTERNAL", arguments: [1, 2, 255] as [UInt8])
    func refusesFlags(flag: UInt8) async throws {
        try await self.answerInOneBlock(to: requestFields(), body: framed([], flag: flag)) { fields in
            #expect(fields["grpc-status"] == "13")
        }
    }

    @Test("24: a message over the limit is RESOURCE_EXHAUSTED before it has come")
    func refusesLargeMessagesByTheirPrefix() async throws {
        let prefixOnly: [UInt8] = [0, 0xFF, 0xFF, 0xFF, 0xFF]
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(requestFields(), stream: 1, isEnd: false))
                try await connection.send(.data(prefixOnly, stream: 1, isEnd: false))
                let answer = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(connection.fields(of: answer)["grpc-status"] == "8")
                let reset = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(reset.type == RawFrame.reset)
                #expect(reset.errorCode == 0)
            }
        }
    }

    @Test(
        "26: an end in the middle of a message is INTERNAL",
        arguments: [[0], [0, 0, 0, 0], [0, 0, 0, 0, 2], [0, 0, 0, 0, 2, 7]] as [[UInt8]]
    )
    func refusesIncompleteMessages(body: [UInt8]) async throws {
        try await self.answerInOneBlock(to: requestFields(), body: body) { fields in
            #expect(fields["grpc-status"] == "13")
        }
    }

    @Test("28: a unary call with no message or two is UNIMPLEMENTED", arguments: [0, 2])
    func refusesOtherThanOneMessage(count: Int) async throws {
        let body = (0..<count).flatMap { _ in framed([]) }
        try await self.answerInOneBlock(to: requestFields(), body: body) { fields in
            #expect(fields["grpc-status"] == "12")
        }
    }

    @Test("29: a message that does not decode is INTERNAL")
    func refusesUndecodableMessages() async throws {
        try await self.answerInOneBlock(to: requestFields(), body: framed([0xFF, 0xFF])) { fields in
            #expect(fields["grpc-status"] == "13")
        }
    }

    @Test("21: a message may come a byte at a time, and several in one frame")
    func takesAnyCut() async throws {
        let message: [UInt8] = [0x12, 0x02, 0x07, 0x08]
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: "/kaa.test.v1.Echo/Collect")
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                for byte in framed(message) {
                    try await connection.send(.data([byte], stream: 1, isEnd: false))
                }
                try await connection.send(.data(framed(message) + framed(message), stream: 1, isEnd: false))
                try await connection.send(.data([], stream: 1, isEnd: true))
                let headers = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(connection.fields(of: headers) == [":status": "200", "content-type": "application/grpc"])
                let data = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(data.payload == framed([0x12, 0x06, 0x07, 0x08, 0x07, 0x08, 0x07, 0x08]))
                let trailers = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(trailers.isEnd)
                #expect(connection.fields(of: trailers) == ["grpc-status": "0"])
            }
        }
    }

    @Test("35: an early end is followed by RST_STREAM(NO_ERROR), and the connection lives")
    func resetsWithNoErrorAfterAnEarlyEnd() async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(requestFields(path: "/nowhere"), stream: 1, isEnd: false))
                let answer = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(answer.isEnd)
                _ = connection.fields(of: answer)
                let reset = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(reset == RawFrame.reset(stream: 1, code: 0))
                try await connection.send(.headers(requestFields(), stream: 3, isEnd: false))
                try await connection.send(.data(framed([]), stream: 3, isEnd: true))
                let next = try #require(try await connection.nextFrame(ofStream: 3))
                #expect(connection.fields(of: next)[":status"] == "200")
            }
        }
    }

    @Test("35: no RST_STREAM follows when the client has ended its half")
    func doesNotResetAfterACompleteRequest() async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(requestFields(path: "/nowhere"), stream: 1, isEnd: true))
                let answer = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(answer.isEnd)
                try await connection.send(RawFrame(type: RawFrame.ping, payload: Array(0..<8)))
                while let frame = try await connection.nextFrame(), frame.type != RawFrame.ping {
                    #expect(frame.type != RawFrame.reset)
                }
            }
        }
    }
}
