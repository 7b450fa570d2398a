import ArgumentParser
import Foundation
import KAAKernel
import KAARPC
import KAAWire

/// `kaad call`: calls any method by what the server tells of it.
struct Call: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Calls a method and prints the answers as JSON.",
        discussion: "What the messages look like is asked of the server by reflection, so any service can be called."
    )

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var statement: StatementOptions

    @Argument(
        help: ArgumentHelp("Such as kaa.outreach.v1.OutreachService/ListContactQueue.", valueName: "service/method")
    )
    var method: String

    @Option(
        name: [.customShort("d"), .customLong("json")],
        help: ArgumentHelp("The request as JSON; - reads standard input.", valueName: "json")
    )
    var json = "{}"

    @Option(help: "The role to call with where a data directory is opened without a token.")
    var role = "kaa-coordinator"

    @Option(help: "The board to call for where a data directory is opened without a token.")
    var board = "AMN"

    func run() async throws {
        let parts = self.method.split(separator: "/")
        guard parts.count == 2 else { throw CommandFailure("'\(self.method)' is not SERVICE/METHOD.") }
        guard let role = Role(rawValue: self.role) else { throw CommandFailure("There is no role '\(self.role)'.") }
        guard let board = Board(self.board) else { throw CommandFailure("There is no board '\(self.board)'.") }
        let statement = self.statement.metadata
        let text = self.json == "-" ? FileHandle.standardInput.readDataToEndOfFile() : Data(self.json.utf8)
        // Health and reflection ask nobody for a token; whatever else does will say so itself.
        try await self.connection.withChannel(as: role, of: board, needsToken: false) { channel in
            let stating = StatementChannel(channel, stating: statement)
            let client = try await ReflectionClient(stating, service: String(parts[0]), method: String(parts[1]))
            try await client.call([UInt8](text)) { Terminal.line($0.text(pretty: true)) }
        }
    }
}
