public import Foundation
public import KAARPC

/// The contracts of other modules that a module may call.
public struct ModulePeers: Sendable {
    private let packages: Set<String>
    private let channel: any RPCChannel
    private let receiver: CallReceiver

    init(packages: [String], channel: any RPCChannel, receiver: CallReceiver) {
        self.packages = Set(packages)
        self.channel = channel
        self.receiver = receiver
    }

    /// A channel to whoever serves a contract package, on behalf of the caller of `context`.
    ///
    /// The answers go to the board of this module. From a module of another board they come with a receipt, which the
    /// kernel keeps in this module's database together with what the call changes.
    ///
    /// Calls on it end at the deadline of `context` at the latest, and are cancelled with the task that awaits them.
    ///
    /// - Parameters:
    ///   - package: The contract package.
    ///   - context: The call that the module is carrying out.
    ///   - ground: Why data about a person may come to this module's board, where another board holds them.
    ///   - purpose: What the data are for, where they come from another board.
    ///   - consent: The consent, where that is the ground.
    /// - Returns: The channel.
    /// - Throws: ``RPCError`` if the module's manifest does not require the package.
    public func channel(
        to package: String,
        for context: ServerContext,
        on ground: LegalGround? = nil,
        purpose: Purpose = .kaaDuty,
        consent: UUID? = nil
    ) throws -> any RPCChannel {
        guard self.packages.contains(package) else {
            throw RPCError(.internalError, "The module's manifest does not require '\(package)'.")
        }
        var statement = self.receiver.metadata
        if let ground {
            statement.add(ground.rawValue, for: PolicyQuestion.groundKey)
            statement.add(purpose.rawValue, for: PolicyQuestion.purposeKey)
        }
        if let consent { statement.add(consent.uuidString, for: PolicyQuestion.consentKey) }
        return try CallerChannel(self.channel, caller: context.caller, within: context, stating: statement)
    }
}
