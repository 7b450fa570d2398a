import ArgumentParser
import Foundation
import KAAKernel
import KAAKernelContract
import KAAWire

/// `kaad audit who-saw`: who did what with one person's data.
struct AuditWhoSaw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "who-saw",
        abstract: "Lists who did what with one person's data, the latest first.",
        discussion: """
            Asking is recorded, too, so it stands in the next answer. For a protected person it takes a reason, and a \
            token of the group that deals with them.
            """
    )

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var reason: ReasonOption

    @Argument(help: "The person: the opaque identifier, or twelve digits.")
    var person: String

    @Option(help: ArgumentHelp("Only from this day on.", valueName: "date"))
    var from: CivilDate?

    @Option(help: ArgumentHelp("Only up to this day, which is included.", valueName: "date"))
    var until: CivilDate?

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let person = self.person
        let reason = self.reason
        let from = self.from?.swedishMidnight
        let until = self.until?.addingDays(1).swedishMidnight
        let records = try await self.connection.withChannel(as: .auditor, also: [.kaaCoordinator]) { channel in
            let client = AuditClient(reason.stating(channel))
            let id = try await client.identifier(of: person, on: CivilDate(swedishDayOf: SystemClock().now))
            return try await client.accesses(to: id, from: from, until: until)
        }
        let log = AccessLog(records)
        switch self.format {
        case .json: Terminal.line(try log.json.text(pretty: true))
        case .text: for line in log.lines { Terminal.line(line) }
        }
    }
}
