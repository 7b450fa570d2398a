import KAAKernel
import KAAStorage

/// Everything that the module keeps about a person, in one place, so that it can be deleted.
enum PersonalRecords {
    /// Deletes all of it for good.
    ///
    /// - Throws: ``KAAStorage/StorageError``.
    static func delete(of youngPerson: YoungPersonID, in transaction: WriteTransaction) throws {
        try transaction.execute(
            """
            DELETE FROM interventionsInterventionVersion
            WHERE intervention IN (SELECT id FROM interventionsIntervention WHERE youngPerson = \(youngPerson))
            """
        )
        try transaction.execute("DELETE FROM interventionsIntervention WHERE youngPerson = \(youngPerson)")
    }
}
