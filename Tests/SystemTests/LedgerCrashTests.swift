import Foundation
import KAATransparency
import Testing

/// What was acknowledged outlives the process, however that ends.
@Suite(.timeLimit(.minutes(5)))
struct LedgerCrashTests {
    @Test func keepsEveryAcknowledgedLeafOfAKilledProcess() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaad-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            // What is left behind is in a folder that the system empties.
            try? FileManager.default.removeItem(at: folder)
        }
        let log = folder.appending(path: "log").path
        var acknowledged: [UInt64: String] = [:]
        for round in 0..<4 {
            let program = try ProjectFiles.program("ledger-trials")
            let process = try ChildProcess(program, ["endless", log, "--name", "round\(round)"])
            var count = 0
            for await _ in process.errorLines {
                count += 1
                guard count < 700 + 411 * round else { break }
            }
            process.send(SIGKILL)
            let outcome = try await process.outcome()
            #expect(outcome.exitCode == 128 + SIGKILL)
            for line in outcome.errorLines {
                let parts = line.split(separator: " ")
                let index = try #require(parts.first.flatMap { UInt64($0) }, "\(line)")
                #expect(acknowledged.updateValue(String(parts[1]), forKey: index) == nil)
            }
        }
        let configuration = LedgerConfiguration(origin: "example.org/log") { Date() }
        let ledger = try Ledger(opening: log, configuration: configuration, key: try LedgerKey(at: log + ".key"))
        let leaves = try ledger.leaves(in: 0..<ledger.size)
        #expect(acknowledged.count > 4000)
        for (index, leaf) in acknowledged {
            #expect(index < ledger.size)
            guard index < ledger.size else { continue }
            #expect(String(decoding: leaves[Int(index)], as: UTF8.self) == leaf)
        }
        try await ledger.close()
    }
}
