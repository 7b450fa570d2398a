import KAAWire
import Testing

@testable import KAARPC

/// What a client makes of compressed answers, on raw frames; the numbers are those of the wire checklist.
@Suite(.timeLimit(.minutes(10)))
struct ClientCompressionTests {
    private static let message: [UInt8] = [0x12, 0x02, 0x07, 0x08]

    /// The outcome of a call to a server that answers with one message.
    private func outcome(
        encoding: String?,
        message: [UInt8],
        configure: @escaping @Sendable (inout CallOptions) -> Void = { _ in }
    ) async throws -> (Result<Echo, RPCError>, request: RawCall) {
        let requests = Collected<RawCall>()
        let outcomes = Collected<Result<Echo, RPCError>>()
        try await withRawServer { connection, _ in
            try await connection.acceptHands()
            guard let call = try await connection.nextCall() else { return }
            requests.add(call)
            var fields = [(":status", "200"), ("content-type", "application/grpc")]
            if let encoding { fields.append(("grpc-encoding", encoding)) }
            try await connection.send(.headers(fields, stream: call.stream, isEnd: false))
            try await connection.send(.data(message, stream: call.stream, isEnd: false))
            try await connection.sendTrailers(stream: call.stream)
            try await connection.waitForEnd()
        } _: { server in
            let channel = try server.makeChannel { $0.retries = .never }
            var options = CallOptions()
            configure(&options)
            do {
                let answer: Echo = try await channel.unary(EchoService.unary, Echo(value: [7, 8]), options: options)
                outcomes.add(.success(answer))
            } catch let error as RPCError {
                outcomes.add(.failure(error))
            }
        }
        return (try #require(outcomes.values.first), try #require(requests.values.first))
    }

    @Test("10, 31: a client says what it takes, and takes it")
    func takesCompressedAnswers() async throws {
        let message = try framed(Gzip.compressed(Self.message), flag: 1)
        let (outcome, request) = try await self.outcome(encoding: "gzip", message: message)
        #expect(request.fields["grpc-accept-encoding"] == "identity,gzip")
        #expect(request.fields["grpc-encoding"] == nil)
        #expect(request.body == framed(Self.message))
        #expect(try outcome.get() == Echo(value: [7, 8]))
    }

    @Test("22: a client compresses if it is told to, and says so")
    func compressesRequests() async throws {
        let (_, request) = try await self.outcome(encoding: nil, message: framed([])) { $0.compression = .gzip }
        #expect(request.fields["grpc-encoding"] == "gzip")
        #expect(request.body.first == 1)
        #expect(try Gzip.decompressed(Array(request.body.dropFirst(5))) == Self.message)
    }

    @Test(
        "9, 22: an answer compressed otherwise than agreed is INTERNAL",
        arguments: ["snappy", "identity", nil, "gzip,gzip"]
    )
    func refusesOtherCompressions(encoding: String?) async throws {
        let message = try framed(Gzip.compressed(Self.message), flag: 1)
        let (outcome, _) = try await self.outcome(encoding: encoding, message: message)
        let error = try #require(throws: RPCError.self) { try outcome.get() }
        #expect(error.code == .internalError)
    }

    @Test("22: a damaged answer is INTERNAL", arguments: Damage.allCases)
    func refusesDamagedAnswers(damage: Damage) async throws {
        let message = try framed(damage.inflict(on: Gzip.compressed(Self.message)), flag: 1)
        let (outcome, _) = try await self.outcome(encoding: "gzip", message: message)
        let error = try #require(throws: RPCError.self) { try outcome.get() }
        #expect(error.code == .internalError)
    }

    @Test("24: an answer over the caller's limit when decompressed is RESOURCE_EXHAUSTED", arguments: [999, 1000])
    func limitsAnswers(limit: Int) async throws {
        let message = [0x12, UInt8(997 & 0x7F | 0x80), UInt8(997 >> 7)] + [UInt8](repeating: 0, count: 997)
        let compressed = try framed(Gzip.compressed(message), flag: 1)
        let (outcome, _) = try await self.outcome(encoding: "gzip", message: compressed) { options in
            options.maximumResponseBytes = limit
        }
        switch outcome {
        case .success(let answer): #expect(answer.value.count == 997 && limit == 1000)
        case .failure(let error): #expect(error.code == .resourceExhausted && limit < 1000)
        }
    }
}
