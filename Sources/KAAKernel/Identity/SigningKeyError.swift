/// The reason a signing key cannot be used.
public struct SigningKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable reason.
    public enum Reason: String, Sendable {
        /// The file cannot be read.
        case unreadable = "cannot be read"

        /// The file cannot be made.
        case unwritable = "cannot be made"

        /// Other users may read the file.
        case readableByOthers = "can be read by other users; its mode must be 0600"

        /// The file is not a P-256 key in PEM.
        case notAKey = "is not a P-256 key in PEM"
    }

    /// The reason.
    public let reason: Reason

    /// The file.
    public let path: String

    init(_ reason: Reason, path: String) {
        self.reason = reason
        self.path = path
    }

    /// A sentence for the operator.
    public var description: String {
        "The signing key '\(self.path)' \(self.reason.rawValue)."
    }
}
