import ArgumentParser
import Foundation

/// `kaad retention search`: looks for texts in every file of a data directory, to see that nothing is left.
struct RetentionSearch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Söker byte för byte efter texter i alla lager: databaser, deras loggar, uppladdade filer.",
        discussion: """
            Texterna står en på varje rad i en fil, eller på standard input: namn, adress, personnummer med tolv siffror,
            ogenomskinligt id. De skrivs aldrig ut, och ska inte stå på kommandoraden. Ett personnummer söks också så som
            det lagras. Slutar med 1 om något finns. Granskningsloggen behåller ogenomskinliga id.
            """
    )

    /// Where the audit log is, below a data directory.
    private static let auditFolder = "audit/"

    @Option(help: ArgumentHelp("The data directory. It may be in use.", valueName: "dir"))
    var data: String

    @Option(help: ArgumentHelp("The file with the texts; - for standard input.", valueName: "file"))
    var texts = "-"

    @Option(
        help: ArgumentHelp(
            "Another file or folder to search, such as a log; may be given many times.",
            valueName: "path"
        )
    )
    var also: [String] = []

    func run() async throws {
        let search = ByteSearch(try self.sought())
        let files = try ([self.data] + self.also).flatMap(Self.files(below:))
        let total = files.reduce(0) { $0 + $1.size }
        var bar = ProgressBar()
        var done: Int64 = 0
        var forbidden = 0
        var lines: [String] = []
        for file in files {
            let hits = try search.hits(in: file.path) { count in
                done += count
                bar.show(file.name, done: done, total: total)
            }
            for hit in hits {
                let isKept = hit.isOpaqueIdentifier && file.name.hasPrefix(Self.auditFolder)
                forbidden += isKept ? 0 : 1
                lines.append(
                    "\(isKept ? "Får finnas" : "TRÄFF"): rad \(hit.line) (\(hit.form)) i \(file.name), byte \(hit.offset)"
                )
            }
        }
        bar.clear()
        for line in lines { Terminal.line(line) }
        Terminal.line("\(files.count) filer, \(total) byte genomsökta; \(forbidden) träffar som inte får finnas")
        if forbidden > 0 { throw ExitCode.failure }
    }

    private func sought() throws -> [SoughtText] {
        let content =
            self.texts == "-"
            ? try FileHandle.standardInput.readToEnd() ?? Data()
            : FileManager.default.contents(atPath: self.texts)
        guard let content else { throw CommandFailure("'\(self.texts)' cannot be read.") }
        let texts = String(decoding: content, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        .enumerated()
        .compactMap { index, line in
            let text = line.trimmingCharacters(in: .whitespaces)
            return text.utf8.count >= 2 ? SoughtText(text, line: index + 1) : nil
        }
        guard !texts.isEmpty else { throw CommandFailure("There is no text to look for.") }
        return texts
    }

    /// The files below a path, or the path itself, with names that are relative to it.
    private static func files(below path: String) throws -> [(path: String, name: String, size: Int64)] {
        var isDirectory: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw CommandFailure("There is no '\(path)'.")
        }
        let names = isDirectory.boolValue ? try FileManager.default.subpathsOfDirectory(atPath: path).sorted() : [""]
        return try names.compactMap { name in
            let full = name.isEmpty ? path : path + "/" + name
            let attributes = try FileManager.default.attributesOfItem(atPath: full)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { return nil }
            let size = attributes[.size] as? NSNumber
            return (full, name.isEmpty ? path : name, size?.int64Value ?? 0)
        }
    }
}
