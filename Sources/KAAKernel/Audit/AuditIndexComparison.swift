import KAAKernelContract
import KAAStorage
import KAAWire

/// Whether an index says of the log's leaves what they say themselves, row by row.
///
/// Whoever asks who saw somebody is answered from the index, so a row that is gone or changed would hide an access while the
/// log is whole.
struct AuditIndexComparison {
    private static let batch: Int64 = 1_000

    let log: any LeafLog
    let database: Database

    /// Compares everything that the index has.
    ///
    /// - Parameter count: How many leaves the index knows of; the log has them.
    /// - Throws: ``AuditDamage`` that says how the index is made anew, ``KAAStorage/StorageError``, or what the log throws.
    /// - Complexity: O(n) in leaves and persons, without keeping either.
    func run(upTo count: Int64) async throws {
        let key = UInt64.random(in: .min ... .max)
        var logged = AuditSubjectSum(key: key)
        var first: Int64 = 0
        while first < count {
            let end = min(first + Self.batch, count)
            let leaves = try await self.log.leaves(from: first, limit: Int(end - first))
            // A row before the first leaf would be one as well.
            let begin = first == 0 ? Int64.min : first
            let rows = try await self.database.read { transaction in
                try transaction.rows(
                    """
                    SELECT position, recordedAt, source, sourceSequence, part, leaf FROM auditRecord
                    WHERE position >= \(begin) AND position < \(end) ORDER BY position
                    """
                )
            }
            guard rows.count == leaves.count else { throw Self.damage(near: first) }
            for (offset, (leaf, row)) in zip(leaves, rows).enumerated() {
                let position = first + Int64(offset)
                let record = try Kaa.Kernel.V1.AuditRecord(decoding: leaf)
                guard Self.says(row, leaf, record, at: position) else { throw Self.damage(near: position) }
                for subject in record.youngPersonIds.compactMap({ YoungPersonID($0) }) {
                    logged.add(subject, at: position)
                }
            }
            first = end
        }
        let indexed = try await self.database.read { transaction in
            var sum = AuditSubjectSum(key: key)
            try transaction.forEach("SELECT subject, position FROM auditSubject") { row in
                sum.add(try row.decode(0), at: try row.decode(1))
            }
            return sum
        }
        guard indexed.total == logged.total else {
            throw AuditDamage("The persons in audit/audit.sqlite are not those of the audit log\(Self.remedy)")
        }
    }

    private static func says(
        _ row: Row,
        _ leaf: [UInt8],
        _ record: Kaa.Kernel.V1.AuditRecord,
        at position: Int64
    ) -> Bool {
        row[0] == position.sqlValue && row[1] == record.recordTime?.moment.sqlValue && row[2] == record.source.sqlValue
            && row[3] == record.sourceSequence.sqlValue && row[4] == record.part.sqlValue && row[5] == leaf.sqlValue
    }

    private static func damage(near position: Int64) -> AuditDamage {
        AuditDamage("A row of audit/audit.sqlite from leaf \(position) on is not what the log has\(self.remedy)")
    }

    private static let remedy = ": remove the file while nothing runs, and it is made anew from the log."
}
