public import KAAWire

/// One call under way on the client, whatever its kind.
///
/// The call is cancelled when the last copy of it and of its parts is gone before its end.
public struct ClientCall<Request: WireMessage, Response: WireMessage>: Sendable {
    /// Sends the request messages.
    public let requests: RequestWriter<Request>

    /// The answer messages.
    public let responses: ResponseStream<Response>

    private let lease: CallLease

    private init(_ call: Self, observing observe: @escaping @Sendable (Metadata) -> Void) {
        self.lease = call.lease
        self.requests = call.requests
        self.responses = ResponseStream(call.lease, observe: observe)
    }

    init(_ transport: any ClientTransport) {
        self.lease = CallLease(transport)
        self.requests = RequestWriter(self.lease)
        self.responses = ResponseStream(self.lease)
    }

    /// The same call, whose metadata `observe` has before the caller has the only answer.
    package func observingAnswer(_ observe: @escaping @Sendable (Metadata) -> Void) -> Self {
        Self(self, observing: observe)
    }

    /// Gives the call up; nothing happens if it is over.
    public func cancel() {
        self.lease.transport.cancel()
    }

    /// Lets the server end the call in its own way, within limits; the caller reads no more.
    func leave() async {
        await self.lease.transport.leave()
    }
}
