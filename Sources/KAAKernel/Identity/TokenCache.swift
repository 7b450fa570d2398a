import Foundation
import Synchronization

/// Callers of tokens verified before, so that a signature is verified once and not at each call.
///
/// By the whole text that was presented, compared in full: a hash for which nobody can find a second text costs more than the
/// rest of a call. The least recently used entry makes way; an entry is only given until its token runs out.
///
/// A look-up asks no list of what has been revoked: whoever changes what counts removes the entries concerned instead.
final class TokenCache: Sendable {
    private struct State {
        var list = TokenList()
    }

    private let capacity: Int
    private let state = Mutex(State())
    /// Written with the state locked only.
    private let removals = Atomic(0)

    /// Creates an empty cache.
    ///
    /// - Parameter capacity: How many tokens are kept; 0 turns the cache off.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The number of tokens kept.
    var count: Int {
        self.state.withLock { $0.list.count }
    }

    /// The number of removals so far, to be read before a token is verified.
    var epoch: Int {
        self.removals.load(ordering: .acquiring)
    }

    /// The caller of the token that was presented as `text`, if it is kept and has not run out.
    ///
    /// - Complexity: O(1) look-ups of `text`.
    func caller(_ text: String, at now: Date) -> Caller? {
        self.state.withLock { $0.list.use(text, at: now)?.caller }
    }

    /// The same with what it takes to see later whether it still holds.
    ///
    /// - Complexity: O(1) look-ups of `text`.
    func standing(_ text: String, at now: Date) -> TokenStanding? {
        self.state.withLock { state in
            state.list.use(text, at: now).map {
                TokenStanding(caller: $0.caller, validUntil: $0.validUntil, epoch: self.epoch)
            }
        }
    }

    /// Keeps what a verified token proves, unless anything has been removed since `epoch`: it may have been verified by what
    /// no longer counts.
    ///
    /// - Complexity: O(1) look-ups of `text`.
    func insert(_ proof: CallerProof, for text: String, verifiedIn epoch: Int) {
        guard self.capacity > 0 else { return }
        self.state.withLock { state in
            guard self.epoch == epoch else { return }
            state.list.insert(proof, for: text, capacity: self.capacity)
        }
    }

    /// Removes the tokens for which `isGone` holds, and keeps those from being kept that are being verified now.
    ///
    /// - Complexity: O(*n*) in the tokens kept.
    func remove(where isGone: (CallerProof) -> Bool) {
        self.state.withLock { state in
            self.removals.add(1, ordering: .releasing)
            state.list.remove(where: isGone)
        }
    }
}
