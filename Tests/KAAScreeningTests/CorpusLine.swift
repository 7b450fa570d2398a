import Foundation
import KAAScreening

/// One text of the corpus with what is known of it.
struct CorpusLine {
    /// What it must not hold; `nil` for a text that may be kept.
    let sensitiveClass: SensitiveClass?

    /// The text.
    let text: String

    /// A fault of a corpus file.
    struct Malformed: Error {
        let file: String
        let line: Int
    }

    /// Reads a file of `CLASS<tab>text` lines, `-` for texts that may be kept; lines that begin with `#` are remarks.
    static func read(_ name: String) throws -> [CorpusLine] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus/\(name)")
        let lines = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        return try lines.enumerated().compactMap { number, line in
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            let parts = line.split(separator: "\t", maxSplits: 1)
            guard parts.count == 2 else { throw Malformed(file: name, line: number + 1) }
            guard parts[0] != "-" else { return CorpusLine(sensitiveClass: nil, text: String(parts[1])) }
            guard let sensitiveClass = SensitiveClass(rawValue: String(parts[0])) else {
                throw Malformed(file: name, line: number + 1)
            }
            return CorpusLine(sensitiveClass: sensitiveClass, text: String(parts[1]))
        }
    }
}
