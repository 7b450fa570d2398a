package import KAARPC
package import KAAWire

/// A channel within the process on which every call is made on behalf of one caller.
package struct CallerChannel: RPCChannel {
    private let channel: any RPCChannel
    private let metadata: Metadata

    package init(_ channel: any RPCChannel, caller: Caller) throws {
        self.channel = channel
        self.metadata = try CallerMetadata.metadata(for: caller)
    }

    package func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        var options = options
        options.metadata.add(contentsOf: self.metadata)
        return try await self.channel.startCall(method, options: options)
    }
}
