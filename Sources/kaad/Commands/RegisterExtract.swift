import ArgumentParser
import Foundation
import KAAKernel

/// `kaad register extract`: what a person may have on paper of what is held about them.
struct RegisterExtract: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Writes the register extract for a young person, in Swedish: what is held, and who has seen it.",
        discussion: """
            For whoever answers a request under article 15 of the data protection regulation (EU) 2016/679. Of those who \
            have seen something it tells the board and not the name, and it tells of no third person. The extract of a \
            protected person takes a reason, and a token of the group that deals with them.
            """
    )

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var reason: ReasonOption

    @Argument(help: "The person: the opaque identifier, or twelve digits.")
    var person: String

    func run() async throws {
        let person = self.person
        let reason = self.reason
        let today = CivilDate(swedishDayOf: SystemClock().now)
        let file = try await self.connection.withChannel(as: .auditor, also: [.kaaCoordinator]) { channel in
            let stating = reason.stating(channel)
            let id = try await AuditClient(stating).identifier(of: person, on: today)
            return try await PersonFile(id, asOf: today, on: stating)
        }
        for line in RegisterExtractText(file, on: today).lines { Terminal.line(line) }
        if !file.gaps.isEmpty {
            let parts = file.gaps.map(\.part).joined(separator: ", ")
            throw CommandFailure("The extract is not complete. It lacks: \(parts).")
        }
    }
}
