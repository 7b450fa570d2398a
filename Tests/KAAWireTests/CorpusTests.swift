import Foundation
import KAAWire
import TestContracts
import Testing

/// Random encodings, and what Google's protobuf made of them: `Corpus/make-corpus` writes them down.
struct CorpusTests {
    @Test func agreesWithGoogleProtobufOnEveryMessage() throws {
        let entries = try CorpusEntry.all()
        try #require(entries.count > 200)
        for (index, entry) in entries.enumerated() {
            switch entry.message {
            case "kaa.testing.v1.Kinds": try Self.compare(entry, at: index + 1, Kaa.Testing.V1.Kinds.self)
            case "kaa.testing.v1.Lists": try Self.compare(entry, at: index + 1, Kaa.Testing.V1.Lists.self)
            case "kaa.testing.v1.Nest": try Self.compare(entry, at: index + 1, Kaa.Testing.V1.Nest.self)
            default: Issue.record("Line \(index + 1) has the unexpected message \(entry.message).")
            }
        }
    }

    private static func compare<Message: WireMessage>(_ entry: CorpusEntry, at line: Int, _ type: Message.Type) throws {
        let comment = "line \(line) of the corpus" as Comment
        let message = try Message(decoding: entry.encoding)
        let canonical = try message.encodedBytes()
        #expect(canonical.hex == entry.canonical.hex, comment)

        let pool = try SchemaPool(files: Message.wireFile.withImports)
        let transcoder = JSONTranscoder(pool)
        #expect(try transcoder.json(from: entry.encoding, message: Message.wireName).means(entry.json), comment)
        #expect(try JSONValue(parsing: Array(message.jsonString().utf8)).means(entry.json), comment)
        #expect(try Message(jsonString: entry.json.text()).encodedBytes().hex == entry.canonical.hex, comment)
    }
}
