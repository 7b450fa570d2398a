public import Foundation

/// The opaque identifier of a young person: the only way modules, events, logs and paths refer to one.
///
/// It carries nothing about the person and can't be turned into a personnummer outside Outreach.
public struct YoungPersonID: Hashable, Sendable {
    /// The identifier as it is stored.
    public let rawValue: UUID

    /// Takes an identifier made by the caller's source of identifiers.
    public init(_ rawValue: UUID) {
        self.rawValue = rawValue
    }

    /// Reads the form that ``description`` gives, or returns `nil`.
    public init?(_ text: String) {
        guard let value = UUID(text: text) else { return nil }
        self.rawValue = value
    }
}

extension YoungPersonID: CustomStringConvertible {
    /// The identifier as a lower-case UUID.
    ///
    /// - Note: RFC 9562, section 4.
    public var description: String { self.rawValue.lowercaseText }
}
