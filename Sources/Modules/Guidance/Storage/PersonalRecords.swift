import KAAKernel
import KAAStorage

/// Everything that the module keeps about a person, in one place, so that it can be deleted.
enum PersonalRecords {
    /// Deletes all of it for good; what an offering counts of its places stays.
    ///
    /// - Throws: ``KAAStorage/StorageError``.
    static func delete(of youngPerson: YoungPersonID, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            DELETE FROM guidanceSessionVersion
            WHERE session IN (SELECT id FROM guidanceSession WHERE youngPerson = \(youngPerson))
            """
        )
        try transaction.execute("DELETE FROM guidanceSession WHERE youngPerson = \(youngPerson)")
        try transaction.execute(
            """
            DELETE FROM guidanceSlussplatsBookingVersion
            WHERE booking IN (SELECT id FROM guidanceSlussplatsBooking WHERE youngPerson = \(youngPerson))
            """
        )
        try transaction.execute("DELETE FROM guidanceSlussplatsBooking WHERE youngPerson = \(youngPerson)")
    }
}
