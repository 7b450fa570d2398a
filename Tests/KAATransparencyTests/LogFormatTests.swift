import Crypto
import Foundation
import LedgerTrials
import SeededRandomness
import Testing

@testable import KAATransparency

/// The files are those that docs/trust.md describes, byte by byte.
@Suite(.timeLimit(.minutes(2)))
struct LogFormatTests {
    @Test func writesTheFilesAsDocumented() async throws {
        try await withLogFolder { log in
            let sizes = [0, 5, 33, 80]
            var model = LogModel(
                leaves: (0..<80).map { [UInt8](repeating: UInt8($0), count: $0 * 3) },
                points: sizes.map { LogModel.Point(size: $0, second: 1_763_740_800) },
                key: try .init(rawRepresentation: [UInt8](repeating: 9, count: 32)),
                capacity: 32
            )
            model.groups = Set(sizes)
            let keyPath = log.path + ".key"
            defer { try? FileManager.default.removeItem(atPath: keyPath) }
            let frame: [UInt8] = [
                0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
            ]
            let text = PEM.text("PRIVATE KEY", frame + [UInt8](repeating: 9, count: 32))
            let isMade = FileManager.default.createFile(
                atPath: keyPath,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
            #expect(isMade)
            var configuration = LedgerConfiguration(origin: LogModel.origin) {
                Date(timeIntervalSince1970: 1_763_740_800.75)
            }
            configuration.segmentLeafCount = 32
            for (start, end) in zip(sizes, sizes.dropFirst()) {
                let key = try LedgerKey(at: keyPath)
                let ledger = try Ledger(opening: log.path, configuration: configuration, key: key)
                _ = try await ledger.append(contentsOf: Array(model.leaves[start..<end]))
                try await ledger.close()
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: log.path).filter { $0 != "lock" }
            let files = try model.files()
            #expect(Set(names) == Set(files.keys))
            for name in names where name != "checkpoints" {
                #expect(try log.bytes(name) == files[name], "\(name)")
            }
            // On some systems Ed25519 signatures are randomised, so they are verified and not compared.
            var written = CheckpointReader(try LogFile(reading: log.path + "/checkpoints"), to: 1 << 20)
            var previous: MerkleHash?
            let key = try LedgerPublicKey(pemRepresentation: model.publicKeyText)
            for point in model.points {
                guard case .note(let note, _) = try written.next() else {
                    Issue.record("There is no checkpoint of \(point.size) entries.")
                    return
                }
                let root = NaiveTree.root(model.leaves[..<point.size])
                #expect(note.checkpoint.size == UInt64(point.size))
                #expect(note.checkpoint.root.bytes == root)
                #expect(note.checkpoint.previous == previous)
                #expect(note.checkpoint.timeText == "2025-11-21T16:00:00Z")
                #expect(note.isSigned(with: key))
                previous = note.noteHash
            }
        }
    }

    @Test func readsNotesOnlyAsTheyAreWritten() throws {
        var generator = SplitMix(seed: 3)
        let log = LogModel(using: &generator)
        for text in try log.notes() {
            let note = try #require(SignedCheckpoint(text: text))
            #expect(note.text == text)
            #expect(SignedCheckpoint(text: text + "\n") == nil)
            #expect(SignedCheckpoint(text: text.replacing("time ", with: "time  ")) == nil)
            #expect(SignedCheckpoint(text: "\n" + text) == nil)
            #expect(SignedCheckpoint(text: text.replacing("previous ", with: "previous\t")) == nil)
        }
    }

    @Test func computesTheChecksumOfZlib() {
        var generator = SplitMix(seed: 5)
        let known = unsafe Array("123456789".utf8).withUnsafeBytes { unsafe CRC32.of($0) }
        #expect(known == 0xCBF4_3926)
        for count in 0..<40 {
            let bytes = generator.bytes(count)
            #expect(unsafe bytes.withUnsafeBytes { unsafe CRC32.of($0) } == LogModel.checksum(bytes))
        }
    }
}
