package import Foundation
import KAATransparency
import SeededRandomness

/// Tampers with logs again and again, and counts what the verifier finds.
package struct MutationTrial: Sendable {
    /// How many mutations of one log are tried before the next log is made.
    private static let mutationsPerLog = 50

    /// What came of it.
    package struct Outcome: Sendable {
        /// How many mutations were tried, by kind.
        package var tried: [LogMutation: Int] = [:]

        /// Mutations that the verifier took for a whole log, each with what makes it again.
        package var missed: [String] = []

        /// How many of the mutations were found without the help of a witness's file.
        package var foundAlone = 0

        package var count: Int { self.tried.values.reduce(0, +) }
    }

    private let seed: UInt64

    package init(seed: UInt64) {
        self.seed = seed
    }

    /// Tries mutations.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - folder: A folder for the logs, empty.
    ///   - progress: Told how many were tried.
    /// - Returns: What came of it.
    /// - Throws: If files cannot be written, or an untouched log isn't taken for whole.
    package func run(_ count: Int, in folder: URL, progress: (Int) -> Void = { _ in }) throws -> Outcome {
        var outcome = Outcome()
        var number: UInt64 = 0
        while outcome.count < count {
            number += 1
            var generator = SplitMix(seed: self.seed &+ number &* 0x1_0000_0001)
            let directory = folder.appending(path: "log-\(number)")
            let witnessPath = folder.appending(path: "witness-\(number)").path
            try self.tamper(directory, witnessPath, count, number, &generator, &outcome)
            try FileManager.default.removeItem(at: directory)
            try FileManager.default.removeItem(atPath: witnessPath)
            progress(outcome.count)
        }
        return outcome
    }

    private func tamper(
        _ directory: URL,
        _ witnessPath: String,
        _ count: Int,
        _ number: UInt64,
        _ generator: inout SplitMix,
        _ outcome: inout Outcome
    ) throws {
        let log = LogModel(using: &generator)
        let original = try log.files()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for (name, bytes) in original { try Data(bytes).write(to: directory.appending(path: name)) }
        let notes = try log.notes()
        let kept = Int.random(in: notes.indices, using: &generator)
        try Data((notes[kept] + "\n").utf8).write(to: URL(filePath: witnessPath))
        let key = try LedgerPublicKey(pemRepresentation: log.publicKeyText)
        let witness = try WitnessFile(at: witnessPath)
        let alone = LedgerVerifier(directory: directory.path, key: key)
        let helped = LedgerVerifier(directory: directory.path, key: key, witnesses: [witness])
        _ = try helped.verify()
        for _ in 0..<Self.mutationsPerLog where outcome.count < count {
            let kind = LogMutation.allCases.randomElement(using: &generator) ?? .flipBits
            let witnessed = log.points[kept].size
            guard
                let files = try kind.files(of: log, witnessed: witnessed, using: &generator),
                files != original
            else { continue }
            try Self.replace(original, by: files, in: directory)
            outcome.tried[kind, default: 0] += 1
            if Self.isFound(by: alone) {
                outcome.foundAlone += 1
            } else if !Self.isFound(by: helped) {
                outcome.missed.append("\(kind.rawValue): seed \(self.seed), log \(number)")
            }
            try Self.replace(files, by: original, in: directory)
        }
    }

    private static func isFound(by verifier: LedgerVerifier) -> Bool {
        do {
            _ = try verifier.verify()
            return false
        } catch {
            return error is LedgerDamage
        }
    }

    private static func replace(
        _ old: [String: [UInt8]],
        by new: [String: [UInt8]],
        in directory: URL
    ) throws {
        for name in Set(old.keys).union(new.keys) where old[name] != new[name] {
            let file = directory.appending(path: name)
            if let bytes = new[name] {
                try Data(bytes).write(to: file)
            } else {
                try FileManager.default.removeItem(at: file)
            }
        }
    }
}
