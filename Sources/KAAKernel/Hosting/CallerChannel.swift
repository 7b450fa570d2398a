package import KAARPC
package import KAAWire

/// A channel within the process on which every call is made on behalf of one caller.
package struct CallerChannel: RPCChannel {
    private let channel: any RPCChannel
    private let metadata: Metadata
    private let context: ServerContext?

    /// Creates a channel.
    ///
    /// - Parameters:
    ///   - channel: Carries the calls.
    ///   - caller: On whose behalf they are made.
    ///   - context: The call that they are made for, whose end is theirs at the latest; `nil` if there is none.
    /// - Throws: ``RPCError`` if the caller cannot be written down.
    package init(_ channel: any RPCChannel, caller: Caller, within context: ServerContext? = nil) throws {
        self.channel = channel
        var metadata = try CallerMetadata.metadata(for: caller)
        // Why the caller asks holds for what is asked on its behalf.
        if let reason = context?.metadata["kaa-reason"] { metadata.add(reason, for: "kaa-reason") }
        self.metadata = metadata
        self.context = context
    }

    package func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        var options = options
        options.metadata.add(contentsOf: self.metadata)
        if let context = self.context { options.inherit(from: context) }
        return try await self.channel.startCall(method, options: options)
    }
}
