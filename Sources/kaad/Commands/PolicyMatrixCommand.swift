import ArgumentParser
import Foundation
import KAAKernel
import KAARPC
import KAAWire
import Logging

/// `kaad policy matrix`: what the engine decides for every method, role and board.
struct PolicyMatrixCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: "Prints what is decided for every method, role and board.",
        discussion: """
            The caller is surely known, for every district, and says why it calls. A cell says 'yes', the grounds on which \
            data may go to the board, or '-'; --format json tells why not.
            """
    )

    @Option(help: ArgumentHelp("Only methods whose name has this in it.", valueName: "text"))
    var method: String?

    @Option(help: ArgumentHelp("The day by whose law is decided; today otherwise.", valueName: "date"))
    var asOf: CivilDate?

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let configuration = try await Composition.configuration(path: nil)
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaad-\(UUID().uuidString)").path
        // The modules write no file where none is asked of them, so there is mostly nothing to remove.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let kernel = try await Composition.rehearsalKernel(
            Composition.modules,
            configuration,
            workDirectory: folder,
            clock: SystemClock(),
            logger: Logger(label: "kaad") { _ in SwiftLogNoOpLogHandler() }
        )
        let matrix = kernel.policyMatrix(on: self.asOf ?? SystemClock().today)
        let version = kernel.policyVersion
        try await kernel.close()
        let cells = matrix.cells.filter { cell in self.method.map(cell.method.path.contains) ?? true }
        switch self.format {
        case .json: Terminal.line(Self.object(cells, version: version).text(pretty: true))
        case .text: Self.printTable(of: cells, version: version)
        }
    }

    private static func printTable(of cells: [PolicyMatrix.Cell], version: String) {
        var table = TextTable(["method", "role"] + PolicyMatrix.boards.map(\.description))
        for start in stride(from: 0, to: cells.count, by: PolicyMatrix.boards.count) {
            let row = cells[start..<(start + PolicyMatrix.boards.count)]
            guard let first = row.first else { continue }
            table.add([String(first.method.path.dropFirst()), first.role.rawValue] + row.map(Self.shown))
        }
        for line in table.lines { Terminal.line(line) }
        Terminal.line("policy \(version)")
    }

    private static func shown(_ cell: PolicyMatrix.Cell) -> String {
        guard cell.refusal != nil else { return "yes" }
        return cell.grounds.isEmpty ? "-" : cell.grounds.map(\.rawValue).joined(separator: "|")
    }

    private static func object(_ cells: [PolicyMatrix.Cell], version: String) -> JSONValue {
        let objects = cells.map { cell in
            JSONValue.object([
                .init("method", .string(String(cell.method.path.dropFirst()))),
                .init("role", .string(cell.role.rawValue)),
                .init("board", .string(cell.board.description)),
                .init("refusal", cell.refusal.map { .string($0.rawValue) } ?? .null),
                .init("grounds", .array(cell.grounds.map { .string($0.rawValue) })),
            ])
        }
        return .object([.init("policy_version", .string(version)), .init("cells", .array(objects))])
    }
}
