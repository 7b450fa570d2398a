public import Foundation

/// Identifiers that sort by the time they were made, which keeps indexes compact.
///
/// - Note: RFC 9562 section 5.7 (UUID version 7): 48 bits of Unix time in milliseconds, then random bits.
public struct TimeOrderedIdentifiers: IdentifierSource {
    private let clock: any KernelClock

    /// Creates a source.
    public init(clock: any KernelClock) {
        self.clock = clock
    }

    /// A new identifier of the clock's present millisecond.
    public func next() -> UUID {
        var generator = SystemRandomNumberGenerator()
        return UUID(version7At: self.clock.now, using: &generator)
    }
}
