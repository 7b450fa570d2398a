/// Why bytes are no message, or a message has no encoding.
///
/// The text names fields and never what stands in them.
public struct WireError: Error, Hashable, Sendable {
    /// The kinds of error.
    public enum Code: Hashable, Sendable {
        /// The bytes are not an encoding of the message.
        case malformed
        /// A string is not UTF-8.
        case invalidUTF8
        /// A string has a NUL, which C code and many databases would cut it at.
        case containsNUL
        /// Messages stand deeper within one another than the limit.
        case tooDeep
        /// Decoding would take more memory than the limit.
        case tooLarge
        /// A text is not the JSON of the message.
        case invalidJSON
        /// A schema lacks something that it refers to.
        case invalidSchema
    }

    /// What went wrong, for code to branch on.
    public let code: Code

    /// What went wrong, for a developer.
    public let message: String

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - code: What went wrong.
    ///   - message: A sentence without what stands in any field.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension WireError: CustomStringConvertible {
    /// The message.
    public var description: String { self.message }
}
