import ArgumentParser
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// `kaad retention approve`: one of the two approvals.
struct RetentionApprove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Godkänner en gallring. Det krävs två: en register-coordinator och en kaa-coordinator."
    )

    @OptionGroup var connection: ConnectionOptions

    @Argument(help: "Gallringens id.")
    var purge: String

    @Option(help: ArgumentHelp("Varför, i några ord utan personuppgifter.", valueName: "text"))
    var reason: String

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let request = Kaa.Outreach.V1.ApprovePurgeRequest(purgeID: self.purge)
        let options = CallOptions(metadata: StatementOptions.metadata(reason: self.reason))
        let answer = try await self.connection.withChannel(as: .registerCoordinator) { channel in
            try await Kaa.Outreach.V1.RetentionService.Client(channel).approvePurge(request, options: options)
        }
        try PurgeText(answer.purge).show(self.format)
    }
}
