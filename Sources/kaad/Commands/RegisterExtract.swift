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
            have seen something it tells the board and not the name, and it tells of no third person.
            """
    )

    @OptionGroup var connection: ConnectionOptions

    @Argument(help: "The person: the opaque identifier, or twelve digits.")
    var person: String

    func run() async throws {
        let person = self.person
        let today = CivilDate(swedishDayOf: SystemClock().now)
        let file = try await self.connection.withChannel(as: .auditor, also: [.kaaCoordinator]) { channel in
            let id = try await AuditClient(channel).identifier(of: person, on: today)
            return try await PersonFile(id, on: channel)
        }
        for line in RegisterExtractText(file, on: today).lines { Terminal.line(line) }
        if !file.gaps.isEmpty {
            let parts = file.gaps.map(\.part).joined(separator: ", ")
            throw CommandFailure("The extract is not complete. It lacks: \(parts).")
        }
    }
}
