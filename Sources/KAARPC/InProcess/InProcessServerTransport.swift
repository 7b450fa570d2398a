import KAAWire

/// The handler's end of a call in process.
final class InProcessServerTransport: ServerTransport {
    private let call: InProcessCall

    init(_ call: InProcessCall) {
        self.call = call
    }

    func receive() async throws -> InboundMessage? {
        guard let message = try await self.call.requests.pop() else { return nil }
        self.call.didReceiveMessage()
        return .value(message)
    }

    func takeOnly() -> InboundMessage? {
        nil
    }

    func sendNow<Message: WireMessage>(_ message: Message, compressed: Bool?) -> Bool {
        false
    }

    func send<Message: WireMessage>(_ message: Message, compressed: Bool?) async throws {
        self.call.sendMetadata()
        self.call.didSendMessage()
        try await self.call.responses.push(message)
    }

    var earlyEnd: RPCError? {
        self.call.earlyEnd
    }

    var trace: TraceContext {
        self.call.trace
    }

    func setResponseMetadata(_ metadata: Metadata) {
        self.call.setResponseMetadata(metadata)
    }

    func addResponseMetadata(_ metadata: Metadata) {
        self.call.addResponseMetadata(metadata)
    }

    func setResponseCompression(_ compression: Compression) {}

    var lastMessageWasCompressed: Bool {
        false
    }

    func setTrailingMetadata(_ metadata: Metadata) {
        self.call.setTrailingMetadata(metadata)
    }

    var canHoldAnswer: Bool {
        false
    }

    func holdAnswer(until gate: any AnswerGate, check: @escaping @Sendable () throws -> Void) {
        preconditionFailure("An answer within the process cannot be held.")
    }
}
