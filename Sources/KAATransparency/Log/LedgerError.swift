/// Why a log could not be used, other than by damage.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of error it is.
    public struct Code: Hashable, Sendable {
        private enum Value {
            case closed
            case invalidArgument
            case locked
            case unavailable
        }

        private let value: Value

        /// The log was closed.
        public static let closed = Self(value: .closed)

        /// What was asked for cannot be: an index that isn't there, a leaf that is too long.
        public static let invalidArgument = Self(value: .invalidArgument)

        /// Another process has the log open.
        public static let locked = Self(value: .locked)

        /// The system refused to read or write.
        ///
        /// A log that could not be written takes no more leaves until it is opened again, since nobody knows what the
        /// disk has.
        public static let unavailable = Self(value: .unavailable)
    }

    /// What kind of error it is.
    public let code: Code

    /// One line for people, without any content of a leaf.
    public let message: String

    /// The message.
    public var description: String { self.message }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The error for a leaf that no log takes.
    public static let leafTooLong = Self(
        .invalidArgument,
        "A leaf has at most \(Ledger.maximumLeafByteCount) bytes."
    )
}
