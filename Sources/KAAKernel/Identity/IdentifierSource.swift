public import Foundation

/// Where new identifiers come from; passed in, so that a demonstration can be repeated exactly.
public protocol IdentifierSource: Sendable {
    /// A new identifier, different from all before.
    func next() -> UUID
}
