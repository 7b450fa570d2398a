import InteropContracts
import KAARPC
import KAAWire

/// `grpc.testing.TestService`, as its cases ask for it.
///
/// - Note: gRPC, `doc/interop-test-descriptions.md`, Server features.
struct InteropService: Grpc.Testing.TestService.Serving {
    /// The largest payload that is made: below what clients accept without being told to accept more.
    private static let maximumPayloadBytes = 4_000_000

    /// The longest wait before an answer.
    private static let maximumInterval = Duration.seconds(60)

    /// The answers that a half-duplex call may ask for before it gets the first.
    private static let maximumStoredAnswers = 10_000

    private static let echoedInitially = "x-grpc-test-echo-initial"
    private static let echoedAtTheEnd = "x-grpc-test-echo-trailing-bin"

    func emptyCall(_ request: Grpc.Testing.Empty, context: ServerContext) async throws -> Grpc.Testing.Empty {
        self.echoMetadata(context)
        return Grpc.Testing.Empty()
    }

    func unaryCall(
        _ request: Grpc.Testing.SimpleRequest,
        context: ServerContext
    ) async throws -> Grpc.Testing.SimpleResponse {
        self.echoMetadata(context)
        try self.check(request.expectCompressed, context)
        try self.throwStatus(asked: request.responseStatus)
        context.setResponseCompression(request.responseCompressed?.value == true ? .gzip : .identity)
        return Grpc.Testing.SimpleResponse(
            payload: try self.payload(size: request.responseSize),
            serverID: request.fillServerID ? "kaad" : ""
        )
    }

    func cacheableUnaryCall(
        _ request: Grpc.Testing.SimpleRequest,
        context: ServerContext
    ) async throws -> Grpc.Testing.SimpleResponse {
        let answer = try await self.unaryCall(request, context: context)
        var metadata = self.metadata(echoedFrom: context)
        metadata.add("max-age=60, public", for: "cache-control")
        context.setResponseMetadata(metadata)
        return answer
    }

    func streamingOutputCall(
        _ request: Grpc.Testing.StreamingOutputCallRequest,
        context: ServerContext,
        writer: ResponseWriter<Grpc.Testing.StreamingOutputCallResponse>
    ) async throws {
        self.echoMetadata(context)
        try await self.answer(request, context, to: writer)
    }

    func streamingInputCall(
        _ requests: RequestStream<Grpc.Testing.StreamingInputCallRequest>,
        context: ServerContext
    ) async throws -> Grpc.Testing.StreamingInputCallResponse {
        self.echoMetadata(context)
        var size = 0
        for try await request in requests {
            try self.check(request.expectCompressed, context)
            size += request.payload?.body.count ?? 0
        }
        return Grpc.Testing.StreamingInputCallResponse(aggregatedPayloadSize: Int32(clamping: size))
    }

    func fullDuplexCall(
        _ requests: RequestStream<Grpc.Testing.StreamingOutputCallRequest>,
        context: ServerContext,
        writer: ResponseWriter<Grpc.Testing.StreamingOutputCallResponse>
    ) async throws {
        self.echoMetadata(context)
        for try await request in requests {
            try await self.answer(request, context, to: writer)
        }
    }

    func halfDuplexCall(
        _ requests: RequestStream<Grpc.Testing.StreamingOutputCallRequest>,
        context: ServerContext,
        writer: ResponseWriter<Grpc.Testing.StreamingOutputCallResponse>
    ) async throws {
        self.echoMetadata(context)
        var collected = Grpc.Testing.StreamingOutputCallRequest()
        for try await request in requests {
            collected.responseParameters += request.responseParameters
            collected.responseStatus = collected.responseStatus ?? request.responseStatus
            guard collected.responseParameters.count <= Self.maximumStoredAnswers else {
                throw RPCError(.resourceExhausted, "The call asks for too many answers.")
            }
        }
        try await self.answer(collected, context, to: writer)
    }
}

extension InteropService {
    private func answer(
        _ request: Grpc.Testing.StreamingOutputCallRequest,
        _ context: ServerContext,
        to writer: ResponseWriter<Grpc.Testing.StreamingOutputCallResponse>
    ) async throws {
        try self.throwStatus(asked: request.responseStatus)
        if request.responseParameters.contains(where: { $0.compressed?.value == true }) {
            context.setResponseCompression(.gzip)
        }
        for parameters in request.responseParameters {
            let payload = try self.payload(size: parameters.size)
            try await self.wait(microseconds: parameters.intervalUs)
            let answer = Grpc.Testing.StreamingOutputCallResponse(payload: payload)
            try await writer.write(answer, compressed: parameters.compressed?.value == true)
        }
    }

    /// Refuses a message that came otherwise than its sender says.
    private func check(_ expected: Grpc.Testing.BoolValue?, _ context: ServerContext) throws {
        guard let expected, expected.value != context.lastMessageWasCompressed else { return }
        throw RPCError(.invalidArgument, expected.value ? "The message was not compressed." : "It was compressed.")
    }

    private func payload(size: Int32) throws -> Grpc.Testing.Payload {
        guard (0...Self.maximumPayloadBytes).contains(Int(size)) else {
            throw RPCError(.invalidArgument, "A payload has 0 to \(Self.maximumPayloadBytes) bytes.")
        }
        return Grpc.Testing.Payload(type: .compressable, body: [UInt8](repeating: 0, count: Int(size)))
    }

    private func wait(microseconds: Int32) async throws {
        let interval = Duration.microseconds(Int64(microseconds))
        guard interval >= .zero, interval <= Self.maximumInterval else {
            throw RPCError(.invalidArgument, "An interval has 0 to 60,000,000 microseconds.")
        }
        if interval > .zero {
            try await ContinuousClock().sleep(for: interval)
        }
    }

    private func throwStatus(asked: Grpc.Testing.EchoStatus?) throws {
        guard let asked, asked.code != 0 else { return }
        guard let code = RPCCode(rawValue: Int(asked.code)) else {
            throw RPCError(.invalidArgument, "A status has a number from 0 to 16.")
        }
        throw RPCError(code, asked.message)
    }

    private func echoMetadata(_ context: ServerContext) {
        context.setResponseMetadata(self.metadata(echoedFrom: context))
        var trailing = Metadata()
        for bytes in context.metadata.bytes(for: Self.echoedAtTheEnd) {
            trailing.add(bytes: bytes, for: Self.echoedAtTheEnd)
        }
        context.setTrailingMetadata(trailing)
    }

    private func metadata(echoedFrom context: ServerContext) -> Metadata {
        var metadata = Metadata()
        for text in context.metadata.texts(for: Self.echoedInitially) {
            metadata.add(text, for: Self.echoedInitially)
        }
        return metadata
    }
}
