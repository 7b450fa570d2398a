import KAARPC
import KAAWire

/// A channel on which every call carries a token.
struct TokenChannel: RPCChannel {
    private let channel: any RPCChannel
    private let token: String

    init(_ channel: any RPCChannel, token: String) {
        self.channel = channel
        self.token = token
    }

    func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        var options = options
        guard options.metadata.add("Bearer \(self.token)", for: "authorization") else {
            throw CommandFailure("The token has characters that no token has.")
        }
        return try await self.channel.startCall(method, options: options)
    }
}
