package import KAAStorage
import KAATransparency

/// A log in a table, for kernels in memory.
///
/// It proves nothing to anyone outside: that is what a transparency log is for.
package struct DatabaseLeafLog: LeafLog {
    private let database: Database

    /// Opens the log of a database, made if it is not there.
    package init(_ location: DatabaseLocation) async throws {
        self.database = try await Database.open(
            location,
            migrations: [
                Migration(
                    "audit.createLeaf",
                    "CREATE TABLE auditLeaf (position BIGINT NOT NULL PRIMARY KEY, content BLOB NOT NULL)"
                )
            ]
        )
    }

    package var leafCount: Int64 {
        get async throws {
            try await self.database.read(Self.count)
        }
    }

    package func append(leaves: [[UInt8]]) async throws {
        // The bound of the transparency log, so that a test on this one meets it as well.
        guard leaves.allSatisfy({ $0.count <= Ledger.maximumLeafByteCount }) else { throw LeafTooLong() }
        // Whoever is cancelled meanwhile must not leave open whether the leaves are there.
        try await self.database.writeEvenIfCancelled { transaction in
            let first = try Self.count(transaction)
            for (offset, leaf) in leaves.enumerated() {
                try transaction.execute(
                    "INSERT INTO auditLeaf (position, content) VALUES (\(first + Int64(offset)), \(leaf))"
                )
            }
        }
    }

    package func leaves(from index: Int64, limit: Int) async throws -> [[UInt8]] {
        try await self.database.read { transaction in
            try transaction.values(
                "SELECT content FROM auditLeaf WHERE position >= \(index) ORDER BY position LIMIT \(limit)"
            )
        }
    }

    package func proof(of index: Int64) -> String? { nil }

    package func close() async throws {
        try await self.database.close()
    }

    private static func count(_ transaction: ReadTransaction) throws -> Int64 {
        try transaction.requiredValue("SELECT COALESCE(MAX(position) + 1, 0) FROM auditLeaf")
    }

    /// The error for a leaf that no log takes.
    struct LeafTooLong: Error {}
}
