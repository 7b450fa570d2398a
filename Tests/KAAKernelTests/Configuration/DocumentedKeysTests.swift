import Foundation
import KAAKernel
import Testing

/// The table of keys in `docs/operations.md` says what the program does.
struct DocumentedKeysTests {
    /// A row of the table, or what one should be.
    fileprivate struct Row: Equatable, CustomStringConvertible {
        var key: String
        var variable: String
        var defaultText: String
        var takes: String

        var description: String {
            "| `\(self.key)` | `\(self.variable)` | \(self.defaultText) | \(self.takes) |"
        }
    }

    @Test func everyKeyIsInTheOperationsManualAsTheProgramReadsIt() throws {
        let documented = try Self.documentedRows()
        let expected = ConfigurationKey.all.map(Row.init)

        #expect(documented.map(\.key) == expected.map(\.key))
        for (documented, expected) in zip(documented, expected) {
            #expect(documented == expected)
        }
    }

    private static func documentedRows() throws -> [Row] {
        let root = (0..<4).reduce(URL(filePath: #filePath)) { folder, _ in folder.deletingLastPathComponent() }
        let manual = try String(contentsOf: root.appending(path: "docs/operations.md"), encoding: .utf8)
        let lines = manual.split(separator: "\n", omittingEmptySubsequences: false)
        let header = try #require(lines.firstIndex { $0.hasPrefix("| key | environment variable | default | takes |") })
        // The header is followed by a line of hyphens.
        return try lines[(header + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(cells.count == 5 && !cells[4].isEmpty, "'\(line)' has not five cells.")
            return Row(
                key: cells[0].trimmingCharacters(in: ["`"]),
                variable: cells[1].trimmingCharacters(in: ["`"]),
                defaultText: cells[2],
                takes: cells[3]
            )
        }
    }
}

extension DocumentedKeysTests.Row {
    fileprivate init(_ key: ConfigurationKey) {
        self.init(
            key: key.name,
            variable: key.environmentVariable,
            defaultText: key.defaultText.map { "`\($0)`" } ?? "none",
            takes: Self.takes(key.kind)
        )
    }

    private static func takes(_ kind: ConfigurationKey.Kind) -> String {
        switch kind {
        case .text: "text"
        case .choice(let choices): choices.joined(separator: ", ")
        case .integer(let range): "\(range.lowerBound)–\(range.upperBound)"
        case .number(let range): "\(range.lowerBound)–\(range.upperBound)"
        case .flag: "`true` or `false`"
        case .dayOfYear: "a day as MM-DD"
        }
    }
}
