import Crypto
package import SeededRandomness

/// A way to tamper with a log.
package enum LogMutation: String, CaseIterable, Sendable {
    case flipBits
    case insertBytes
    case removeBytes
    case cutFile
    case removeFile
    case exchangeFiles
    case editLeaf
    case insertLeaf
    case removeLeaf
    case reorderLeaves
    case cutLeaves
    case appendLeaf
    case removeCheckpoint
    case reorderCheckpoints
    case repeatCheckpoint
    case editWithOldSignatures
    case editWithAnotherKey
    case cutLeavesAndCheckpoints
    case rewriteWithTheLogsKey
    case forkWithTheLogsKey

    /// The files of `log` after the mutation.
    ///
    /// Whoever tampers here computes all checksums and hashes anew, and has no key unless the name says so.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - witnessed: How many leaves the newest checkpoint that a witness keeps has.
    ///   - generator: Decides where.
    /// - Returns: The files, or `nil` if this log cannot be tampered with so.
    /// - Throws: If a signature cannot be made.
    package func files(
        of log: LogModel,
        witnessed: Int,
        using generator: inout SplitMix
    ) throws -> [String: [UInt8]]? {
        switch self {
        case .flipBits, .insertBytes, .removeBytes, .cutFile, .removeFile, .exchangeFiles:
            return self.inBytes(try log.files(), &generator)
        case .editLeaf, .insertLeaf, .removeLeaf, .reorderLeaves, .cutLeaves, .appendLeaf:
            guard let changed = self.inLeaves(log, below: log.leaves.count, &generator) else { return nil }
            var files = changed.segments()
            files["checkpoints"] = try log.files()["checkpoints"]
            return files
        case .removeCheckpoint, .reorderCheckpoints, .repeatCheckpoint:
            return try self.inCheckpoints(log, &generator)
        case .editWithOldSignatures:
            guard let changed = Self.editLeaf.inLeaves(log, below: log.leaves.count, &generator) else { return nil }
            var files = try changed.files()
            files["checkpoints"] = try Self.notes(of: changed, signedAs: log)
            return files
        case .editWithAnotherKey:
            var changed = Self.editLeaf.inLeaves(log, below: log.leaves.count, &generator)
            changed?.key = LogModel.makeKey(&generator)
            return try changed?.files()
        case .cutLeavesAndCheckpoints:
            var changed = log
            guard let point = log.points.filter({ $0.size < witnessed }).randomElement(using: &generator) else {
                return nil
            }
            changed.points.removeAll { $0.size > point.size }
            changed.leaves.removeLast(log.leaves.count - point.size)
            return try changed.files()
        case .rewriteWithTheLogsKey:
            let kinds: [LogMutation] = [.editLeaf, .insertLeaf, .removeLeaf, .reorderLeaves]
            guard
                let kind = kinds.randomElement(using: &generator),
                var changed = kind.inLeaves(log, below: witnessed, &generator)
            else { return nil }
            let count = changed.leaves.count
            changed.points = changed.points.filter { $0.size < count }
            changed.points.append(LogModel.Point(size: count, second: log.points[log.points.count - 1].second))
            return try changed.files()
        case .forkWithTheLogsKey:
            guard let point = log.points.filter({ $0.size < witnessed }).randomElement(using: &generator) else {
                return nil
            }
            var changed = log
            changed.points.removeAll { $0.size > point.size }
            changed.leaves.removeLast(log.leaves.count - point.size)
            for _ in 0..<Int.random(in: (log.leaves.count - point.size)...99, using: &generator) {
                changed.leaves.append(generator.bytes(20))
            }
            guard changed.leaves.count > point.size else { return nil }
            changed.points.append(LogModel.Point(size: changed.leaves.count, second: point.second + 1))
            return try changed.files()
        }
    }

    private func inBytes(_ files: [String: [UInt8]], _ generator: inout SplitMix) -> [String: [UInt8]]? {
        var files = files
        let names = files.keys.sorted()
        guard let name = names.randomElement(using: &generator), var bytes = files[name] else { return nil }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let count = min(Int.random(in: 1...40, using: &generator), bytes.count - place)
        switch self {
        case .flipBits:
            for index in place..<(place + Int.random(in: 1...count, using: &generator)) {
                bytes[index] ^= UInt8.random(in: 1...255, using: &generator)
            }
        case .insertBytes: bytes.insert(contentsOf: generator.bytes(count), at: place)
        case .removeBytes: bytes.removeSubrange(place..<(place + count))
        case .cutFile: bytes.removeSubrange(place...)
        case .removeFile:
            files[name] = nil
            return files
        default:
            guard let other = names.randomElement(using: &generator), other != name else { return nil }
            files[name] = files[other]
            files[other] = bytes
            return files
        }
        files[name] = bytes
        return files
    }

    private func inLeaves(_ log: LogModel, below end: Int, _ generator: inout SplitMix) -> LogModel? {
        guard end > 0 else { return nil }
        var log = log
        let index = Int.random(in: 0..<end, using: &generator)
        switch self {
        case .editLeaf:
            var leaf = generator.bytes(Int.random(in: 0...120, using: &generator))
            if Bool.random(using: &generator), !log.leaves[index].isEmpty {
                leaf = log.leaves[index]
                leaf[Int.random(in: leaf.indices, using: &generator)] ^= 1
            }
            log.leaves[index] = leaf
        case .insertLeaf: log.leaves.insert(generator.bytes(30), at: index)
        case .removeLeaf: log.leaves.remove(at: index)
        case .reorderLeaves: log.leaves.swapAt(index, Int.random(in: 0..<end, using: &generator))
        case .cutLeaves: log.leaves.removeSubrange(index...)
        default: log.leaves.append(generator.bytes(30))
        }
        return log
    }

    private func inCheckpoints(_ log: LogModel, _ generator: inout SplitMix) throws -> [String: [UInt8]]? {
        var notes = try log.notes()
        let index = Int.random(in: notes.indices, using: &generator)
        switch self {
        case .removeCheckpoint: notes.remove(at: index)
        case .reorderCheckpoints: notes.swapAt(index, Int.random(in: notes.indices, using: &generator))
        default: notes.insert(notes[index], at: Int.random(in: notes.indices, using: &generator))
        }
        var files = try log.files()
        files["checkpoints"] = Array(notes.map { $0 + "\n" }.joined().utf8)
        return files
    }

    /// New checkpoint texts over the signatures that the log's key made of the old ones.
    private static func notes(of changed: LogModel, signedAs log: LogModel) throws -> [UInt8] {
        zip(try changed.notes(), try log.notes()).flatMap { new, old in
            let text = new.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2)
            let signature = old.split(separator: "\n")
            return Array((text + [signature[signature.count - 1], "", ""]).joined(separator: "\n").utf8)
        }
    }
}
