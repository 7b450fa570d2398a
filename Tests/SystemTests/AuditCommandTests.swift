import Foundation
import KAAKernelContract
import KAATransparency
import KAAWire
import Testing

/// `kaad audit verify`, `prove` and `witness` over real files.
@Suite(.timeLimit(.minutes(5)))
struct AuditCommandTests {
    private struct SignedLog {
        let folder: URL
        let key = LedgerKey()

        var log: String { self.folder.appending(path: "log").path }
        var publicKey: String { self.folder.appending(path: "log.pub").path }
        var witness: String { self.folder.appending(path: "witness").path }
        var leaves: URL { self.folder.appending(path: "log/00000000000000000000.leaves") }

        func append(_ leaves: [String]) async throws {
            try await self.append(records: leaves.map { Array($0.utf8) })
        }

        func append(records: [[UInt8]]) async throws {
            let configuration = LedgerConfiguration(origin: "example.org/log") { Date(timeIntervalSince1970: 0) }
            let ledger = try Ledger(opening: self.log, configuration: configuration, key: self.key)
            _ = try await ledger.append(contentsOf: records)
            try await ledger.close()
        }

        func audit(_ arguments: String...) async throws -> ChildProcess.Outcome {
            try await ChildProcess(try ProjectFiles.kaad(), ["audit"] + arguments).outcome()
        }

        func verify(_ more: String...) async throws -> ChildProcess.Outcome {
            let arguments = ["audit", "verify", "--log", self.log, "--key", self.publicKey] + more
            return try await ChildProcess(try ProjectFiles.kaad(), arguments).outcome()
        }
    }

    private func withSignedLog(_ body: (SignedLog) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaad-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            // What is left behind is in a folder that the system empties.
            try? FileManager.default.removeItem(at: folder)
        }
        let log = SignedLog(folder: folder)
        try Data(log.key.publicKey.pemRepresentation.utf8).write(to: URL(filePath: log.publicKey))
        try await log.append((0..<100).map { "entry \($0)" })
        try await body(log)
    }

    @Test func verifiesALogAndNamesThePlaceOfAFault() async throws {
        try await self.withSignedLog { log in
            let whole = try await log.verify()
            #expect(whole.exitCode == 0, "\(whole.errors)")
            #expect(whole.outputLines.first == "The log example.org/log is whole.")
            #expect(whole.output.contains("entries: 100, signed at 1970-01-01T00:00:00Z"))

            var bytes = try Data(contentsOf: log.leaves)
            bytes[24 + 16 + 3] ^= 1
            try bytes.write(to: log.leaves)
            let damaged = try await log.verify()
            #expect(damaged.exitCode == 1)
            expectRefusal(damaged, saying: "00000000000000000000.leaves, byte 40, entry 1")
            expectRefusal(try await log.audit("prove", "5", "--log", log.log), saying: "byte 40, entry 1")
        }
    }

    @Test func provesAnEntryToWhoHasTheKeyOnly() async throws {
        try await self.withSignedLog { log in
            let proved = try await log.audit("prove", "42", "--log", log.log)
            #expect(proved.exitCode == 0, "\(proved.errors)")
            let proof = log.folder.appending(path: "proof").path
            try Data(proved.output.utf8).write(to: URL(filePath: proof))
            try FileManager.default.removeItem(atPath: log.log)
            let verified = try await log.audit("verify", "--proof", proof, "--key", log.publicKey)
            #expect(verified.exitCode == 0, "\(verified.errors)")
            #expect(verified.outputLines.first == "Entry 42 is in the log example.org/log.")

            let forged = proved.output.replacing(Data("entry 42".utf8).base64EncodedString(), with: "ZW50cnkgNDM=")
            #expect(forged != proved.output)
            try Data(forged.utf8).write(to: URL(filePath: proof))
            let refused = try await log.audit("verify", "--proof", proof, "--key", log.publicKey)
            expectRefusal(refused, saying: "doesn't hold")
        }
    }

    @Test func provesAnEntryByItsIdentifier() async throws {
        try await self.withSignedLog { log in
            let identifier = "0199f3a0-5e1c-7c4b-9d2e-6f1a2b3c4d5e"
            let record = Kaa.Kernel.V1.AuditRecord(auditRecordID: identifier, method: "/kaa.test.v1.Test/Read")
            try await log.append(records: [record.encodedBytes()])
            let proved = try await log.audit("prove", identifier.uppercased(), "--log", log.log)
            #expect(proved.exitCode == 0, "\(proved.errors)")
            let byIndex = try await log.audit("prove", "100", "--log", log.log)
            #expect(proved.output == byIndex.output)
            let unknown = "0199f3a0-5e1c-7c4b-9d2e-000000000000"
            expectRefusal(try await log.audit("prove", unknown, "--log", log.log), saying: "no entry \(unknown)")
            expectRefusal(try await log.audit("prove", "first", "--log", log.log), saying: "neither the index")
        }
    }

    @Test func seesByAWitnessThatALogWasWrittenAnew() async throws {
        try await self.withSignedLog { log in
            let (key, file) = (log.publicKey, log.witness)
            let kept = try await log.audit("witness", "--log", log.log, "--key", key, "--witness", file)
            #expect(kept.output.hasPrefix("kept: 100 entries of example.org/log"), "\(kept)")
            #expect(try await log.verify("--witness", log.witness).exitCode == 0)

            try FileManager.default.removeItem(atPath: log.log)
            try await log.append((0..<120).map { "other \($0)" })
            #expect(try await log.verify().exitCode == 0)
            expectRefusal(try await log.verify("--witness", log.witness), saying: "FORK")

            try FileManager.default.removeItem(atPath: log.log)
            try await log.append((0..<50).map { "entry \($0)" })
            expectRefusal(try await log.verify("--witness", log.witness), saying: "TRUNCATION")
        }
    }

    @Test func saysInOneLineWhatCannotBeUsed() async throws {
        try await self.withSignedLog { log in
            expectRefusal(try await log.audit("verify", "--key", log.publicKey), saying: "Give one of --log DIR")
            expectRefusal(try await log.verify("--witness", log.witness), saying: "has no checkpoint")
            expectRefusal(try await log.audit("prove", "100", "--log", log.log), saying: "no entry 100")
            let noKey = try await log.audit("verify", "--log", log.log, "--key", log.log + "/checkpoints")
            expectRefusal(noKey, saying: "no Ed25519 public key")
            let noLog = try await log.audit("verify", "--log", log.log + "-missing", "--key", log.publicKey)
            expectRefusal(noLog, saying: "cannot be read")
        }
    }
}
