/// Keeps a call alive for as long as someone can still use it.
final class CallLease: Sendable {
    let transport: any ClientTransport

    init(_ transport: any ClientTransport) {
        self.transport = transport
    }

    deinit {
        self.transport.cancel()
    }
}
