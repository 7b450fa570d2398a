/// The reason a stored value cannot be read as a type: the two types, never the value.
public struct SQLConversionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the database holds, such as `text`.
    public let stored: String

    /// What the reader asked for, such as `Int`.
    public let expected: String

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - stored: The value found; only the name of its case is kept.
    ///   - expected: What the reader asked for.
    public init(stored: SQLValue, expected: String) {
        self.stored = "\(stored.kind)"
        self.expected = expected
    }

    /// Both types in one phrase.
    public var description: String {
        "found \(self.stored) where \(self.expected) is expected"
    }
}
