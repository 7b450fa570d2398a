import KAARPC
import KAAWire

/// A channel on which every call states the same of itself.
struct StatementChannel: RPCChannel {
    private let channel: any RPCChannel
    private let statement: Metadata

    init(_ channel: any RPCChannel, stating statement: Metadata) {
        self.channel = channel
        self.statement = statement
    }

    func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        var options = options
        options.metadata.add(contentsOf: self.statement)
        return try await self.channel.startCall(method, options: options)
    }
}
