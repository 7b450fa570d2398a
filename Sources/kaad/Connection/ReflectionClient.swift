import KAARPC
import KAAWire

/// Calls a method of which only the name is known, by what the server tells of it.
struct ReflectionClient {
    private let channel: any RPCChannel
    private let method: ServiceSchema.Method
    private let descriptor: MethodDescriptor
    private let transcoder: JSONTranscoder

    /// Asks the server what a method looks like.
    ///
    /// - Throws: ``CommandFailure`` if it has no such method, ``KAARPC/RPCError`` if it cannot be asked.
    init(_ channel: any RPCChannel, service: String, method name: String) async throws {
        let files = try await Self.files(declaring: service, on: channel)
        let pool = try SchemaPool(files: files)
        guard let schema = pool.service(service), let method = schema.methods.first(where: { $0.name == name }) else {
            throw CommandFailure("The server has no method '\(service)/\(name)'.")
        }
        guard !method.isClientStreaming else {
            throw CommandFailure("'\(name)' takes a stream of requests, which this command cannot send.")
        }
        self.channel = channel
        self.method = method
        self.descriptor = MethodDescriptor(
            service: service,
            method: name,
            kind: method.isServerStreaming ? .serverStreaming : .unary
        )
        self.transcoder = JSONTranscoder(pool)
    }

    /// Calls the method and hands over each answer.
    ///
    /// - Throws: ``KAAWire/WireError`` if the JSON is not the request's, ``KAARPC/RPCError`` if the call fails.
    func call(_ json: [UInt8], _ receive: (JSONValue) -> Void) async throws {
        let request = RawMessage(
            bytes: try self.transcoder.bytes(from: try JSONValue(parsing: json), message: self.method.input)
        )
        let call: ClientCall<RawMessage, RawMessage> = try await self.channel.startCall(
            self.descriptor,
            options: .standard
        )
        try await call.requests.write(request)
        call.requests.finish()
        for try await answer in call.responses {
            receive(try self.transcoder.json(from: answer.bytes, message: self.method.output))
        }
    }

    private static func files(declaring service: String, on channel: any RPCChannel) async throws -> [[UInt8]] {
        let reflection = Grpc.Reflection.V1.ServerReflection.Client(channel)
        let call = try await reflection.serverReflectionInfo()
        defer { call.cancel() }
        try await call.requests.write(.init(messageRequest: .fileContainingSymbol(service)))
        call.requests.finish()
        for try await answer in call.responses {
            switch answer.messageResponse {
            case .fileDescriptorResponse(let response): return response.fileDescriptorProto
            case .errorResponse: throw CommandFailure("The server has no service '\(service)'.")
            default: continue
            }
        }
        throw CommandFailure("The server did not answer what '\(service)' is.")
    }
}
