import ArgumentParser
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// `kaad nightly`: reads the feeds and brings the register to the state of a day.
struct Nightly: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads the feeds in a folder and brings the register to the state of a day.",
        discussion: """
            Feeds are named <feed>-YYYY-MM-DD.csv; folkbokforing may be Navet's .xml and elevregister SS 12000 .json.
            Everything happens in one transaction: a feed that is refused or looks incomplete stops the run, and nothing
            is changed. Reading the same files again, or in another order, gives the same register.
            """
    )

    @OptionGroup var connection: ConnectionOptions

    @Option(help: ArgumentHelp("The folder with the feeds.", valueName: "dir"))
    var inbox: String

    @Option(help: ArgumentHelp("The day to bring the register to; today otherwise.", valueName: "date"))
    var asOf: CivilDate?

    @Flag(help: "Reads, decides and reports, and changes nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Accepts that this feed is smaller or closes many cases. Audited.", valueName: "feed"))
    var acceptShrunken: [String] = []

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let outcome = try await self.connection.withChannel(as: .registerCoordinator, mayCreate: true) { channel in
            try await NightlyClient(channel).run(
                directory: self.inbox,
                isRemote: self.connection.server != nil,
                asOf: self.asOf,
                dryRun: self.dryRun,
                acceptedFeeds: self.acceptShrunken
            )
        }
        switch self.format {
        case .json: Terminal.line(outcome.json.text(pretty: true))
        case .text: for line in outcome.lines { Terminal.line(line) }
        }
    }
}
