import Foundation
import KAAKernelContract
public import KAAStorage
import KAAWire

/// The receipts of what a module got from other boards, in its own database with the data.
public enum ReceiptLedger {
    /// The tables of the receipts.
    package static let migrations = [
        Migration(
            "kernel.createReceipt",
            """
            CREATE TABLE kernelReceipt (
                id BLOB NOT NULL PRIMARY KEY,
                receivedAt BIGINT NOT NULL,
                receipt BLOB NOT NULL
            );
            CREATE TABLE kernelReceiptSubject (
                subject BLOB NOT NULL,
                receipt BLOB NOT NULL REFERENCES kernelReceipt (id),
                PRIMARY KEY (subject, receipt)
            );
            CREATE INDEX kernelReceiptSubjectByReceipt ON kernelReceiptSubject (receipt)
            """
        )
    ]

    /// Keeps receipts together with what was done with the data; one that is kept already is passed over.
    ///
    /// - Throws: ``KAAStorage/StorageError``, or ``KAAWire/WireError`` if one is no receipt.
    static func keep(_ receipts: [[UInt8]], at moment: Date, in transaction: WriteTransaction) throws {
        for bytes in receipts {
            let receipt = try DisclosureReceipt(encoded: bytes)
            let count = try transaction.execute(
                """
                INSERT INTO kernelReceipt (id, receivedAt, receipt) VALUES (\(receipt.id), \(moment), \(bytes))
                ON CONFLICT (id) DO NOTHING
                """
            )
            guard count == 1 else { continue }
            for subject in Set(receipt.subjects) {
                try transaction.execute(
                    "INSERT INTO kernelReceiptSubject (subject, receipt) VALUES (\(subject), \(receipt.id))"
                )
            }
        }
    }

    /// The receipts of what was told of a young person, earliest first.
    ///
    /// - Throws: ``KAAStorage/StorageError``.
    public static func receipts(
        about subject: YoungPersonID,
        in transaction: ReadTransaction
    ) throws -> [DisclosureReceipt] {
        try transaction.rows(
            """
            SELECT kernelReceipt.receipt FROM kernelReceiptSubject
            JOIN kernelReceipt ON kernelReceipt.id = kernelReceiptSubject.receipt
            WHERE kernelReceiptSubject.subject = \(subject) ORDER BY receivedAt, kernelReceipt.id
            """
        ).map { try DisclosureReceipt(encoded: try $0.decode("receipt")) }
    }

    /// Forgets in every receipt the people whose data are deleted.
    package static let purge = SubjectPurge(table: "kernelReceipt") { order, transaction in
        try Self.forget(order.subjects, in: transaction)
    }

    /// Takes people out of the receipts that name them, and deletes those that name nobody any more.
    ///
    /// What is left of a receipt is the others' proof of why their data are here; its hash still is that of all that was
    /// told.
    ///
    /// - Throws: ``KAAStorage/StorageError``, or ``KAAWire/WireError`` if what is kept is no receipt.
    static func forget(_ subjects: Set<YoungPersonID>, in transaction: WriteTransaction) throws {
        var ids: Set<UUID> = []
        for subject in subjects {
            ids.formUnion(
                try transaction.values(
                    "SELECT receipt FROM kernelReceiptSubject WHERE subject = \(subject)",
                    as: UUID.self
                )
            )
            try transaction.execute("DELETE FROM kernelReceiptSubject WHERE subject = \(subject)")
        }
        for id in ids {
            let bytes = try transaction.requiredValue(
                "SELECT receipt FROM kernelReceipt WHERE id = \(id)",
                as: [UInt8].self
            )
            var receipt = try DisclosureReceipt(encoded: bytes)
            receipt.subjects.removeAll { subjects.contains($0) }
            if receipt.subjects.isEmpty {
                try transaction.execute("DELETE FROM kernelReceipt WHERE id = \(id)")
            } else {
                let rest = try receipt.encoded()
                try transaction.execute("UPDATE kernelReceipt SET receipt = \(rest) WHERE id = \(id)")
            }
        }
    }
}
