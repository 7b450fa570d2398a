import Foundation
import Testing

@testable import KAATransparency

@Suite(.timeLimit(.minutes(2)))
struct LedgerVerifierTests {
    /// Lends a closed log of 70 leaves with a checkpoint after each tenth, and a witness that saw 30.
    private func withSignedLog(_ body: (LogFolder, WitnessFile) async throws -> Void) async throws {
        try await withLogFolder { log in
            var witness = try WitnessFile(at: log.path + ".witness")
            defer { try? FileManager.default.removeItem(atPath: witness.path) }
            for round in 0..<7 {
                let ledger = try log.open()
                _ = try await ledger.append(contentsOf: (0..<10).map { Array("leaf \(round * 10 + $0)".utf8) })
                try await ledger.close()
                guard round == 2, let note = ledger.latestCheckpoint else { continue }
                _ = try witness.keep(note, key: log.key.publicKey, proof: ledger.consistencyProof)
            }
            try await body(log, witness)
        }
    }

    private func verify(_ log: LogFolder, _ witnesses: [WitnessFile] = []) throws -> LedgerVerdict {
        try LedgerVerifier(directory: log.path, key: log.key.publicKey, witnesses: witnesses).verify()
    }

    @Test func provesAWholeLog() async throws {
        try await self.withSignedLog { log, witness in
            let verdict = try self.verify(log, [witness])
            #expect(verdict.count == 70)
            #expect(verdict.checkpointCount == 8)
            #expect(verdict.witnessedCount == 1)
            #expect(verdict.unsignedCount == 0)
        }
    }

    @Test func namesTheCheckpointsBetweenWhichHistoryWasRewritten() async throws {
        try await self.withSignedLog { log, _ in
            var record: [UInt8] = []
            _ = LeafRecord.append(Array("leaf XX".utf8), beginsGroup: false, to: &record)
            try log.change(SegmentHeader.fileName(firstIndex: 32)) { bytes in
                let start = 24 + 13 * record.count
                bytes.replaceSubrange(start..<(start + record.count), with: record)
            }
            let damage = try #require(throws: LedgerDamage.self) { try self.verify(log) }
            #expect(damage.kind == .history)
            #expect(damage.index == 40)
            #expect(damage.what.contains("entries 40 to 49"))
        }
    }

    @Test func seesARewrittenHistoryByItsWitness() async throws {
        try await self.withSignedLog { log, witness in
            try FileManager.default.removeItem(atPath: log.path)
            let ledger = try log.open()
            _ = try await ledger.append(contentsOf: (0..<70).map { Array("other \($0)".utf8) })
            try await ledger.close()
            #expect(try self.verify(log).count == 70)
            let damage = try #require(throws: LedgerDamage.self) { try self.verify(log, [witness]) }
            #expect(damage.kind == .fork)
            #expect(damage.file == witness.path)

            var kept = witness
            let note = try #require(ledger.latestCheckpoint)
            let refusal = try #require(throws: LedgerDamage.self) {
                try kept.keep(note, key: log.key.publicKey, proof: LedgerArchive(log.path).consistencyProof)
            }
            #expect(refusal.kind == .fork)
        }
    }

    @Test func seesACutLogByItsWitness() async throws {
        try await self.withSignedLog { log, witness in
            try FileManager.default.removeItem(atPath: log.path)
            let ledger = try log.open()
            _ = try await ledger.append(contentsOf: (0..<20).map { Array("leaf \($0)".utf8) })
            try await ledger.close()
            #expect(try self.verify(log).count == 20)
            let damage = try #require(throws: LedgerDamage.self) { try self.verify(log, [witness]) }
            #expect(damage.kind == .truncation)
            #expect(damage.index == 20)
        }
    }

    @Test func doesNotTakeAForgedWitness() async throws {
        try await self.withSignedLog { log, _ in
            let other = LogFolder(path: log.path + "-other")
            defer { try? FileManager.default.removeItem(atPath: other.path) }
            let ledger = try other.open()
            _ = try await ledger.append([1])
            try await ledger.close()
            var witness = try WitnessFile(at: other.path + "/witness")
            let note = try #require(ledger.latestCheckpoint)
            #expect(throws: LedgerDamage.self) {
                try witness.keep(note, key: log.key.publicKey, proof: ledger.consistencyProof)
            }
            _ = try witness.keep(note, key: other.key.publicKey, proof: ledger.consistencyProof)
            let damage = try #require(throws: LedgerDamage.self) { try self.verify(log, [witness]) }
            #expect(damage.kind == .signature)
        }
    }

    @Test func wantsACheckpointOfEveryLeafUnlessTheLogIsRunning() async throws {
        try await self.withSignedLog { log, _ in
            let ledger = try log.open { $0.checkpointDelay = .seconds(600) }
            _ = try await ledger.append([1])
            let damage = try #require(throws: LedgerDamage.self) { try self.verify(log) }
            #expect(damage.kind == .unsigned)
            let key = log.key.publicKey
            let verdict = try LedgerVerifier(directory: log.path, key: key, isRunning: true).verify()
            #expect(verdict.unsignedCount == 1)
        }
    }

    @Test func countersignsWhatTheWitnessSaw() async throws {
        try await self.withSignedLog { log, witness in
            var witness = witness
            let key = LedgerKey()
            let archive = try LedgerArchive(log.path)
            let isNewer = try witness.keep(
                archive.latestCheckpoint,
                key: log.key.publicKey,
                countersign: ("revision.example.org", key),
                proof: archive.consistencyProof
            )
            #expect(isNewer)
            let read = try WitnessFile(at: witness.path)
            #expect(read.notes.count == 2)
            #expect(read.notes.last?.isWitnessed(by: "revision.example.org", with: key.publicKey) == true)
            #expect(read.notes.last?.isWitnessed(by: "revision.example.org", with: log.key.publicKey) == false)
            #expect(try self.verify(log, [read]).witnessedCount == 2)
            let isNewerAgain = try witness.keep(
                archive.latestCheckpoint,
                key: log.key.publicKey,
                proof: archive.consistencyProof
            )
            #expect(!isNewerAgain)
        }
    }

    @Test func provesALeafByATextThatOneCanKeep() async throws {
        try await self.withSignedLog { log, _ in
            let archive = try LedgerArchive(log.path)
            for index in [0, 31, 32, 69] as [UInt64] {
                let proof = try archive.proof(of: index)
                let read = try #require(LedgerProof(text: proof.text))
                #expect(read.leaf == Array("leaf \(index)".utf8))
                #expect(read.holds(for: log.key.publicKey))
                #expect(!read.holds(for: LedgerKey().publicKey))
                let other = proof.text.replacing("index \(index)\n", with: "index \(index + 1)\n")
                #expect(LedgerProof(text: other)?.holds(for: log.key.publicKey) == false)
            }
            #expect(throws: LedgerError.self) { try archive.proof(of: 70) }
            let ledger = try log.open()
            #expect(try ledger.proof(of: 5) == archive.proof(of: 5))
        }
    }
}
