/// The reason a configuration is refused, with the key it is about.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable reason.
    public enum Reason: String, Sendable {
        /// The file cannot be read.
        case unreadableFile = "unreadable-file"

        /// The file is not YAML with a mapping at its top.
        case malformedFile = "malformed-file"

        /// There is no such key.
        case unknownKey = "unknown-key"

        /// The value is not what the key takes.
        case invalidValue = "invalid-value"
    }

    /// The reason.
    public let reason: Reason

    /// A sentence for the operator: it names the key and what it takes, and repeats no value.
    public let description: String

    init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
