/// Why the key of a log could not be used.
public struct LedgerKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One line for people, without anything of the key.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
