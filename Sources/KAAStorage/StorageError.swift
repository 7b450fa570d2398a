/// A failure of storage.
///
/// ``message`` is for people who run the system: it names tables, columns and types, and never a stored value.
public struct StorageError: Error, Sendable {
    /// What went wrong, to decide on.
    public var code: Code

    /// What went wrong, to read.
    public var message: String

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - code: What went wrong.
    ///   - message: A sentence without any stored value.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension StorageError: CustomStringConvertible {
    /// The code and the message.
    public var description: String {
        "\(self.code): \(self.message)"
    }
}

extension StorageError {
    /// A stable reason.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The reason in kebab case, stable across versions.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// A row with the same key exists.
        public static let uniqueViolation = Self("unique-violation")

        /// A row refers to one that does not exist, or one still referred to is deleted.
        public static let foreignKeyViolation = Self("foreign-key-violation")

        /// A value is outside what the schema allows, `NULL` included.
        public static let checkViolation = Self("check-violation")

        /// The statement is wrong: a programming error.
        public static let invalidStatement = Self("invalid-statement")

        /// A stored value is not of the type asked for.
        public static let invalidValue = Self("invalid-value")

        /// The migrations of the program and of the database do not fit together.
        public static let migrationRefused = Self("migration-refused")

        /// Another process holds what is asked for.
        public static let locked = Self("locked")

        /// The disk is full or failing, or permission is missing.
        public static let unavailable = Self("unavailable")

        /// The file is damaged, or not a database.
        public static let corrupt = Self("corrupt")

        /// The database is closed.
        public static let closed = Self("closed")
    }
}
