import KAAWire

/// The caller's end of a call in process.
final class InProcessClientTransport: ClientTransport {
    private let call: InProcessCall

    init(_ call: InProcessCall) {
        self.call = call
    }

    func send<Message: WireMessage>(_ message: Message, compressed: Bool?) async throws {
        try await self.call.requests.push(message)
    }

    func finishSending() {
        self.call.requests.finish(.success(()))
    }

    func receive() async throws -> InboundMessage? {
        try await self.call.responses.pop().map { .value($0) }
    }

    func responseMetadata() async throws -> Metadata {
        try await self.call.responseMetadata()
    }

    var lastMessageWasCompressed: Bool {
        false
    }

    var trailingMetadata: Metadata {
        self.call.trailingMetadata
    }

    func cancel() {
        self.call.end(RPCError(.cancelled, "The caller gave the call up."))
    }
}
