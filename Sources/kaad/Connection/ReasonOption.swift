import ArgumentParser
import KAARPC

/// Why a command calls, which those who may know of protected persons must state.
struct ReasonOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Why the calls are made. With it, a token of the named group reaches protected persons.",
            valueName: "text"
        )
    )
    var reason: String?

    /// The channel with the reason stated on every call.
    func stating(_ channel: any RPCChannel) -> any RPCChannel {
        guard let reason = self.reason else { return channel }
        var statement = Metadata()
        statement.add(reason.percentEncoded, for: "kaa-reason")
        return StatementChannel(channel, stating: statement)
    }
}
