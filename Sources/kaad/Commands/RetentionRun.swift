import ArgumentParser
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract

/// `kaad retention run`: carries out an approved purge, and follows it to its end.
struct RetentionRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Verkställer en godkänd gallring. Det går inte att ångra.",
        discussion: "En gallring som har avbrutits fortsätter där den slutade, när kaad startas eller detta körs igen."
    )

    private static let pause = Duration.milliseconds(100)

    @OptionGroup var connection: ConnectionOptions

    @Argument(help: "Gallringens id.")
    var purge: String

    @Option(help: ArgumentHelp("Varför, i några ord utan personuppgifter.", valueName: "text"))
    var reason: String

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let id = self.purge
        let options = CallOptions(metadata: StatementOptions.metadata(reason: self.reason))
        let purge = try await self.connection.withChannel(as: .registerCoordinator) { channel in
            let client = Kaa.Outreach.V1.RetentionService.Client(channel)
            let job = try await client.runPurge(.init(purgeID: id), options: options).jobRunID
            try await Self.follow(job, Kaa.Kernel.V1.KernelService.Client(channel))
            return try await client.getPurge(.init(purgeID: id)).purge
        }
        try PurgeText(purge).show(self.format)
    }

    private static func follow(_ id: String, _ kernel: Kaa.Kernel.V1.KernelService.Client) async throws {
        var bar = ProgressBar()
        defer { bar.clear() }
        while true {
            guard let run = try await kernel.getJobRun(.init(module: "outreach", jobRunID: id)).jobRun else {
                throw CommandFailure("The server knows nothing of the run it started.")
            }
            switch run.state {
            case .succeeded: return
            case .failed, .cancelled:
                throw CommandFailure("Gallringen stannade (\(run.failureReason)): \(run.failureMessage)")
            case .queued, .running, .unspecified, .unrecognized: bar.show(run.phase, done: run.done, total: run.total)
            }
            try await Task.sleep(for: Self.pause)
        }
    }
}
