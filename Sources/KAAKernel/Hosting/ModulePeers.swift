public import KAARPC

/// The contracts of other modules that a module may call.
public struct ModulePeers: Sendable {
    private let packages: Set<String>
    private let channel: any RPCChannel

    init(packages: [String], channel: any RPCChannel) {
        self.packages = Set(packages)
        self.channel = channel
    }

    /// A channel to whoever serves a contract package, on behalf of the caller of `context`.
    ///
    /// Calls on it end at the deadline of `context` at the latest, and are cancelled with the task that awaits them.
    ///
    /// - Throws: ``RPCError`` if the module's manifest does not require the package.
    public func channel(to package: String, for context: ServerContext) throws -> any RPCChannel {
        guard self.packages.contains(package) else {
            throw RPCError(.internalError, "The module's manifest does not require '\(package)'.")
        }
        return try CallerChannel(self.channel, caller: context.caller, within: context)
    }
}
