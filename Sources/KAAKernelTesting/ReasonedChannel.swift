import KAARPC
import KAAWire

/// A channel on whose calls the caller states why it makes them.
struct ReasonedChannel: RPCChannel {
    let channel: any RPCChannel
    let reason: String

    func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        var options = options
        options.metadata.add(self.reason, for: "kaa-reason")
        return try await self.channel.startCall(method, options: options)
    }
}
