public import KAAStorage

/// How one of the kernel's own tables forgets people.
///
/// Each kernel table that can hold anything about a person has one in ``KernelSchema/purges``, next to its migrations.
public struct SubjectPurge: Sendable {
    /// What is to be forgotten.
    public struct Order: Sendable {
        /// Whom.
        public let subjects: Set<YoungPersonID>

        /// The position of the last event of this database's module that every consumer has taken.
        public let deliveredPosition: Int64

        /// Creates an order.
        public init(subjects: Set<YoungPersonID>, deliveredPosition: Int64) {
            self.subjects = subjects
            self.deliveredPosition = deliveredPosition
        }
    }

    /// The table's name.
    public let table: String

    /// Deletes what the table holds about the subjects; doing it again changes nothing.
    public let apply: @Sendable (Order, WriteTransaction) throws -> Void

    /// Creates a purge.
    ///
    /// - Parameters:
    ///   - table: The table's name.
    ///   - apply: Deletes what the table holds about the subjects; it may be called again after an interruption.
    public init(table: String, apply: @escaping @Sendable (Order, WriteTransaction) throws -> Void) {
        self.table = table
        self.apply = apply
    }
}
