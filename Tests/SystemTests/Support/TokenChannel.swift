import KAARPC
import KAAWire

/// A channel on which every call carries a token, or what stands in for one.
struct TokenChannel: RPCChannel {
    private let channel: any RPCChannel
    private let token: String?

    init(_ channel: any RPCChannel, _ token: String?) {
        self.channel = channel
        self.token = token
    }

    func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        var options = options
        if let token = self.token { options.metadata.add("Bearer \(token)", for: "authorization") }
        return try await self.channel.startCall(method, options: options)
    }
}
