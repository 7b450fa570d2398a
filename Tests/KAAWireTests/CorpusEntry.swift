import Foundation
import KAAWire
import Testing

/// A line of the corpus.
struct CorpusEntry {
    /// The full name of the message.
    let message: String
    /// An encoding, as it may come from anywhere.
    let encoding: [UInt8]
    /// The same message as we encode it, written by other code.
    let canonical: [UInt8]
    /// The JSON that Google's protobuf writes of it.
    let json: JSONValue

    static func all() throws -> [Self] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus/corpus.jsonl")
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { try Self(line: [UInt8]($0)) }
    }

    private init(line: [UInt8]) throws {
        let line = try JSONValue(parsing: line)
        self.message = try Self.text(line, "message")
        self.encoding = try [UInt8](hex: Self.text(line, "encoding"))
        self.canonical = try [UInt8](hex: Self.text(line, "canonical"))
        self.json = try #require(line["json"])
    }

    private static func text(_ line: JSONValue, _ name: String) throws -> String {
        guard case .string(let text) = try #require(line[name]) else { throw WireError(.invalidJSON, "No \(name).") }
        return text
    }
}
