import ArgumentParser
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// `kaad retention propose`: computes the list and keeps it until it is approved.
struct RetentionPropose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Tar fram listan över dem som ska gallras. Ett tidigare förslag som inte har verkställts faller."
    )

    @OptionGroup var connection: ConnectionOptions

    @Option(
        help: ArgumentHelp(
            "De vars sista dag är denna eller tidigare; annars i dag. Senast 31 december i år.",
            valueName: "date"
        )
    )
    var dueBy: CivilDate?

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let request = Kaa.Outreach.V1.ProposePurgeRequest(dueOn: self.dueBy?.description ?? "")
        let answer = try await self.connection.withChannel(as: .registerCoordinator) { channel in
            try await Kaa.Outreach.V1.RetentionService.Client(channel).proposePurge(request)
        }
        try PurgeText(answer.purge).show(self.format)
    }
}
