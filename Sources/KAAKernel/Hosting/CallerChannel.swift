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
    ///   - statement: What the calls state of themselves, such as their ground.
    /// - Throws: ``RPCError`` if the caller cannot be written down.
    package init(
        _ channel: any RPCChannel,
        caller: Caller,
        within context: ServerContext? = nil,
        stating statement: Metadata = [:]
    ) throws {
        self.channel = channel
        var metadata = try CallerMetadata.metadata(for: caller)
        // Why the caller asks holds for what is asked on its behalf.
        if let reason = context?.metadata["kaa-reason"] { metadata.add(reason, for: "kaa-reason") }
        metadata.add(contentsOf: statement)
        self.metadata = metadata
        self.context = context
    }

    package func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response> {
        var options = options
        options.metadata.add(contentsOf: self.metadata)
        guard let context = self.context else { return try await self.channel.startCall(method, options: options) }
        options.inherit(from: context)
        let call: ClientCall<Request, Response> = try await self.channel.startCall(method, options: options)
        guard let record = context[CallIdentity.Key.self]?.record else { return call }
        return call.observingAnswer { record.receive(receipts: $0.bytes(for: DisclosureReceipt.metadataKey)) }
    }
}
