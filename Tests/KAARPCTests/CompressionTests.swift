import KAARPC
import KAAWire
import Testing

/// Compressed messages, frame by frame; the numbers are those of the wire checklist.
@Suite(.timeLimit(.minutes(10)))
struct CompressionTests {
    private static let gzip = [("grpc-encoding", "gzip")]
    private static let acceptsGzip = [("grpc-accept-encoding", "identity, deflate,gzip")]

    /// Sends one request, and gives back the fields of its answer's blocks together and the body.
    private func answer(
        path: String = "/kaa.test.v1.Echo/Unary",
        adding extra: [(String, String)],
        body: [UInt8],
        services: [any RPCService] = [EchoService()],
        configure: (inout RPCServerConfiguration) -> Void = { _ in },
        _ check: @escaping @Sendable ([String: String], [UInt8]) throws -> Void
    ) async throws {
        try await withServer(services, configure: configure) { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                let fields = requestFields(path: path, adding: extra)
                try await connection.send(.headers(fields, stream: 1, isEnd: false))
                for start in stride(from: 0, to: body.count, by: 16_384) {
                    let part = Array(body[start..<min(start + 16_384, body.count)])
                    try await connection.send(.data(part, stream: 1, isEnd: false))
                }
                try await connection.send(.data([], stream: 1, isEnd: true))
                let (answer, messages) = try await connection.answer(toStream: 1)
                try check(answer, messages)
            }
        }
    }

    @Test("22, 23: a compressed message is taken, also an empty one, and so is a plain one beside it")
    func takesCompressedMessages() async throws {
        let message: [UInt8] = [0x12, 0x02, 0x07, 0x08]
        let body =
            try framed(Gzip.compressed(message), flag: 1) + framed(message) + framed([], flag: 1)
            + framed(Gzip.compressed([]), flag: 1) + framed(Gzip.compressed(message), flag: 1)
        try await self.answer(path: "/kaa.test.v1.Echo/Collect", adding: Self.gzip, body: body) { fields, messages in
            #expect(fields["grpc-status"] == "0")
            #expect(messages == framed([0x12, 0x06, 0x07, 0x08, 0x07, 0x08, 0x07, 0x08]))
        }
    }

    @Test(
        "22: a compressed message without a compression, or with none, is INTERNAL",
        arguments: [[], [("grpc-encoding", "identity")]] as [[(String, String)]]
    )
    func refusesCompressedMessagesThatWereNotAgreedOn(extra: [(String, String)]) async throws {
        try await self.answer(adding: extra, body: framed(Gzip.compressed([]), flag: 1)) { fields, _ in
            #expect(fields["grpc-status"] == "13")
        }
    }

    @Test("22: a damaged message is INTERNAL", arguments: Damage.allCases)
    func refusesDamagedMessages(damage: Damage) async throws {
        let message = try damage.inflict(on: Gzip.compressed([0x12, 0x02, 0x07, 0x08]))
        try await self.answer(adding: Self.gzip, body: framed(message, flag: 1)) { fields, messages in
            #expect(fields["grpc-status"] == "13")
            #expect(messages.isEmpty)
        }
    }

    @Test("24: what a message is decompressed has the limit of any message", arguments: [999, 1000, 1001])
    func limitsDecompressedMessages(size: Int) async throws {
        // A tag and a length in two bytes each way make three bytes more than the field itself.
        let message = [0x12] + [UInt8(997 & 0x7F | 0x80), UInt8(997 >> 7)] + [UInt8](repeating: 0, count: 997)
        let body = try framed(Gzip.compressed(message), flag: 1)
        try await self.answer(
            adding: Self.gzip,
            body: body,
            configure: { $0.maximumReceiveBytes = size },
            { fields, _ in #expect(fields["grpc-status"] == (size < message.count ? "8" : "0")) }
        )
    }

    @Test("24: a bomb is RESOURCE_EXHAUSTED", arguments: ["Unary", "Collect"])
    func refusesBombs(method: String) async throws {
        let bomb = try Gzip.compressed([UInt8](repeating: 0, count: 16 << 20))
        #expect(bomb.count < 1 << 17)
        try await self.answer(
            path: "/kaa.test.v1.Echo/\(method)",
            adding: Self.gzip,
            body: framed(bomb, flag: 1)
        ) { fields, _ in
            #expect(fields["grpc-status"] == "8")
        }
    }

    @Test("30: every message has a context of its own")
    func decompressesEachMessageByItself() async throws {
        let message = [0x12, 0x20] + (0..<32).map { UInt8($0) }
        let compressed = try Gzip.compressed(message)
        // What refers back to the message before it would be shorter than the message by itself.
        let body = framed(compressed, flag: 1) + framed(compressed, flag: 1)
        try await self.answer(
            path: "/kaa.test.v1.Echo/Duplex",
            adding: Self.gzip,
            body: body
        ) { fields, messages in
            #expect(fields["grpc-status"] == "0")
            #expect(messages == framed(message) + framed(message))
        }
    }

    @Test(
        "9: an unknown compression, or two, is UNIMPLEMENTED, and the client is told what is known",
        arguments: [["snappy"], ["deflate"], ["GZIP"], [""], ["gzip,identity"], ["gzip", "gzip"]]
    )
    func refusesUnknownCompressions(values: [String]) async throws {
        let extra = values.map { ("grpc-encoding", $0) }
        try await self.answer(adding: extra, body: framed([])) { fields, messages in
            #expect(fields["grpc-status"] == "12")
            #expect(fields["grpc-accept-encoding"] == "identity,gzip")
            #expect(messages.isEmpty)
        }
    }

    @Test("10, 37: an answer is compressed if the handler wants it and the client takes it", arguments: [true, false])
    func compressesAnswers(accepts: Bool) async throws {
        let service = AdHocService(
            .unary(AdHocService.unary) { (request: Echo, context) -> Echo in
                context.setResponseCompression(.gzip)
                return request
            }
        )
        let message: [UInt8] = [0x12, 0x02, 0x07, 0x08]
        try await self.answer(
            path: AdHocService.unary.path,
            adding: accepts ? Self.acceptsGzip : [("grpc-accept-encoding", "identity,gzipped, br")],
            body: framed(message),
            services: [service]
        ) { fields, messages in
            #expect(fields["grpc-status"] == "0")
            #expect(fields["grpc-encoding"] == (accepts ? "gzip" : nil))
            #expect(fields["grpc-accept-encoding"] == (accepts ? "identity,gzip" : nil))
            #expect(messages.first == (accepts ? 1 : 0))
            let inflated = try accepts ? Gzip.decompressed(Array(messages.dropFirst(5))) : Array(messages.dropFirst(5))
            #expect(inflated == message)
        }
    }

    @Test("37: compression can be left out for a message, and chosen before the first only")
    func decidesForEachMessage() async throws {
        let service = AdHocService(
            .serverStreaming(AdHocService.serverStream) { (_: Echo, context, writer: ResponseWriter<Echo>) in
                context.setResponseCompression(.gzip)
                try await writer.write(Echo(value: [1]), compressed: false)
                context.setResponseCompression(.identity)
                try await writer.write(Echo(value: [2]), compressed: true)
                try await writer.write(Echo(value: [3]))
            }
        )
        try await self.answer(
            path: AdHocService.serverStream.path,
            adding: Self.acceptsGzip,
            body: framed([]),
            services: [service]
        ) { fields, messages in
            #expect(fields["grpc-status"] == "0")
            #expect(fields["grpc-encoding"] == "gzip")
            #expect(messageFlags(messages) == [0, 1, 1])
        }
    }

    @Test("37: a choice that comes after the first message changes nothing")
    func ignoresALateChoice() async throws {
        let service = AdHocService(
            .serverStreaming(AdHocService.serverStream) { (_: Echo, context, writer: ResponseWriter<Echo>) in
                try await writer.write(Echo(value: [1]))
                context.setResponseCompression(.gzip)
                try await writer.write(Echo(value: [2]), compressed: true)
            }
        )
        try await self.answer(
            path: AdHocService.serverStream.path,
            adding: Self.acceptsGzip,
            body: framed([]),
            services: [service]
        ) { fields, messages in
            #expect(fields["grpc-status"] == "0")
            #expect(fields["grpc-encoding"] == nil)
            #expect(messageFlags(messages) == [0, 0])
        }
    }

    /// Answers with what it got, compressed if that was, and tells so in the type.
    private static let mirror = AdHocService(
        .bidirectional(AdHocService.duplex) { (requests: RequestStream<Echo>, context, writer: ResponseWriter<Echo>) in
            context.setResponseCompression(.gzip)
            for try await var request in requests {
                request.typeUrl = context.lastMessageWasCompressed ? "compressed" : "plain"
                try await writer.write(request, compressed: context.lastMessageWasCompressed)
            }
        }
    )

    @Test("22, 37: both ends compress what they are told to, message by message", arguments: [10, 100_000, 1_000_000])
    func compressesBothWays(size: Int) async throws {
        try await withServer([Self.mirror]) { running in
            let channel = try running.makeChannel()
            var options = CallOptions()
            options.compression = .gzip
            let call: ClientCall<Echo, Echo> = try await channel.startCall(AdHocService.duplex, options: options)
            let answers = call.responses.makeAsyncIterator()
            // Half of it can be made smaller, and half cannot.
            let value = (0..<size).map { $0 < size / 2 ? 0 : UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
            for isCompressed in [true, false, true] {
                try await call.requests.write(Echo(value: value), compressed: isCompressed)
                let answer = try #require(try await answers.next())
                #expect(answer == Echo(typeUrl: isCompressed ? "compressed" : "plain", value: value))
                #expect(call.responses.lastMessageWasCompressed == isCompressed)
            }
            try await call.requests.write(Echo(value: value))
            #expect(try await answers.next()?.typeUrl == "compressed")
            call.requests.finish()
            #expect(try await answers.next() == nil)
        }
    }

    @Test("37: a call that chooses no compression sends none, whatever is asked for a message")
    func compressesNothingUnasked() async throws {
        try await withServer([Self.mirror]) { running in
            let channel = try running.makeChannel()
            let call: ClientCall<Echo, Echo> = try await channel.startCall(AdHocService.duplex, options: .standard)
            try await call.requests.write(Echo(), compressed: true)
            call.requests.finish()
            let answers = call.responses.makeAsyncIterator()
            #expect(try await answers.next()?.typeUrl == "plain")
        }
    }

    @Test func compressesNothingWithinTheProcess() async throws {
        let channel = InProcessChannel(router: try RPCRouter(services: [Self.mirror]), name: "test")
        var options = CallOptions()
        options.compression = .gzip
        let call: ClientCall<Echo, Echo> = try await channel.startCall(AdHocService.duplex, options: options)
        try await call.requests.write(Echo(), compressed: true)
        call.requests.finish()
        let answers = call.responses.makeAsyncIterator()
        #expect(try await answers.next()?.typeUrl == "plain")
        #expect(!call.responses.lastMessageWasCompressed)
    }

    @Test("31: a plain answer to a client that does not ask says nothing of compression")
    func staysSilentUnlessAsked() async throws {
        try await withServer { running in
            try await withRawConnection(to: running.address) { connection in
                try await connection.shakeHands()
                try await connection.send(.headers(requestFields(), stream: 1, isEnd: false))
                try await connection.send(.data(framed([]), stream: 1, isEnd: true))
                let headers = try #require(try await connection.nextFrame(ofStream: 1))
                #expect(connection.fields(of: headers) == [":status": "200", "content-type": "application/grpc"])
            }
        }
    }
}

/// What can have happened to a compressed message.
enum Damage: CaseIterable {
    case isCutOff
    case hasMoreBehind
    case hasAnotherBehind
    case hasAWrongChecksum
    case isSomethingElse
    case lacksTheHeader

    func inflict(on message: [UInt8]) throws -> [UInt8] {
        switch self {
        case .isCutOff: return Array(message.dropLast())
        case .hasMoreBehind: return message + [0]
        case .hasAnotherBehind: return message + message
        case .hasAWrongChecksum:
            var message = message
            message[message.count - 8] ^= 1
            return message
        case .isSomethingElse: return [0x12, 0x02, 0x07, 0x08]
        case .lacksTheHeader: return Array(message.dropFirst(10))
        }
    }
}

/// The flag of each message of a body.
private func messageFlags(_ body: [UInt8]) -> [UInt8] {
    var flags: [UInt8] = []
    var rest = body[...]
    while rest.count >= 5 {
        let bytes = Array(rest.prefix(5))
        flags.append(bytes[0])
        rest = rest.dropFirst(5 + bytes[1...].reduce(0) { $0 << 8 | Int($1) })
    }
    return flags
}
