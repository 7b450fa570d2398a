import Foundation
import Synchronization

/// Callers of tokens verified before, so that a signature is verified once and not at each call.
///
/// By the whole text that was presented, compared in full: a hash for which nobody can find a second text costs more than the
/// rest of a call. The least recently used entry makes way; an entry is only given until its token runs out.
final class TokenCache: Sendable {
    private let capacity: Int
    private let state = Mutex(TokenList())

    /// Creates an empty cache.
    ///
    /// - Parameter capacity: How many tokens are kept; 0 turns the cache off.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The number of tokens kept.
    var count: Int {
        self.state.withLock { $0.count }
    }

    /// The caller of the token that was presented as `text`, if it is kept and has not run out.
    ///
    /// - Complexity: O(1) look-ups of `text`.
    func caller(_ text: String, at now: Date) -> Caller? {
        self.state.withLock { $0.use(text, at: now) }
    }

    /// Keeps the caller of a verified token until `validUntil`.
    ///
    /// - Complexity: O(1) look-ups of `text`.
    func insert(_ caller: Caller, for text: String, validUntil: Date) {
        guard self.capacity > 0 else { return }
        self.state.withLock { $0.insert(caller, for: text, validUntil: validUntil, capacity: self.capacity) }
    }
}
