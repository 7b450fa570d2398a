import KAAKernelContract
import KAAStorage
import KAAWire
import Synchronization

/// Moves the entries of the modules' databases into the one log: each exactly once and in the order of its database.
///
/// How far it has come is told by the log alone, so that a crash between any two steps loses and repeats nothing.
final class AuditSequencer: Sendable {
    /// A module's database.
    struct Source: Sendable {
        let name: String
        let database: Database
    }

    private static let batch = 500

    private let sources: [Source]
    private let log: any LeafLog
    private let index: AuditIndex
    private let turns = TurnTaking()
    private let marks = Mutex<[String: AuditIndex.Mark]>([:])

    init(sources: [Source], log: any LeafLog, index: AuditIndex) {
        self.sources = sources
        self.log = log
        self.index = index
    }

    /// Sees to it that no database is behind what the log has of it, as one restored from a backup would be.
    ///
    /// - Throws: ``AuditDamage`` with the name of the database.
    func check() async throws {
        for source in self.sources {
            let mark = try await self.mark(of: source.name)
            let last = try await source.database.read(AuditLog.lastSequence)
            guard mark.sequence <= last else {
                throw AuditDamage(
                    "\(source.name).sqlite ends at audit entry \(last), and the audit log has it up to \(mark.sequence): "
                        + "the database is older than the log."
                )
            }
        }
    }

    /// Moves all entries that have been committed; returns once they are in the log and durable.
    func integrate() async throws {
        try await self.turns.withTurn {
            for source in self.sources { try await self.integrate(source) }
        }
    }

    private func integrate(_ source: Source) async throws {
        while true {
            let mark = try await self.mark(of: source.name)
            // The entry at the mark is read again, for a crash may have kept only some of its records.
            let entries = try await source.database.read { transaction in
                try AuditLog.entries(from: max(mark.sequence, 1), limit: Self.batch, in: transaction)
            }
            var leaves: [[UInt8]] = []
            var next = mark
            for numbered in entries {
                let records = numbered.entry.records(source: source.name, sequence: numbered.sequence)
                for record in records {
                    let end = AuditIndex.Mark(sequence: numbered.sequence, parts: record.part + 1)
                    guard end > next else { continue }
                    leaves.append(try record.encodedBytes())
                    next = end
                }
            }
            guard !leaves.isEmpty else { return }
            self.marks.withLock { $0[source.name] = nil }
            // Unless this succeeds it is open what the log has, and the next round asks it.
            try await self.log.append(leaves: leaves)
            self.marks.withLock { $0[source.name] = next }
        }
    }

    private func mark(of source: String) async throws -> AuditIndex.Mark {
        if let mark = self.marks.withLock({ $0[source] }) { return mark }
        try await self.index.catchUp()
        let mark = try await self.index.mark(of: source)
        self.marks.withLock { $0[source] = mark }
        return mark
    }
}
