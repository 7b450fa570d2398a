import Crypto
import Foundation
import Synchronization

/// Callers of tokens verified before, by the tokens' hashes, so that a signature is verified once and not at each call.
///
/// The least recently used entry makes way; an entry is only given until its token runs out.
final class TokenCache: Sendable {
    typealias Key = SHA256.Digest

    fileprivate struct Entry {
        let caller: Caller
        let validUntil: Date
        var older: Key?
        var newer: Key?
    }

    fileprivate struct State {
        var entries: [Key: Entry] = [:]
        var newest: Key?
        var oldest: Key?
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// Creates an empty cache.
    ///
    /// - Parameter capacity: How many tokens are kept; 0 turns the cache off.
    init(capacity: Int) {
        self.capacity = capacity
    }

    static func key(of token: String) -> Key {
        SHA256.hash(data: Array(token.utf8))
    }

    /// The number of tokens kept.
    var count: Int {
        self.state.withLock { $0.entries.count }
    }

    /// The caller of the token with this hash, if it is kept and has not run out.
    ///
    /// - Complexity: O(1).
    func caller(_ key: Key, at now: Date) -> Caller? {
        self.state.withLock { state in
            guard let entry = state.entries[key] else {
                return nil
            }
            guard now < entry.validUntil else {
                state.remove(key)
                return nil
            }
            state.moveToFront(key)
            return entry.caller
        }
    }

    /// Keeps the caller of a verified token until `validUntil`.
    ///
    /// - Complexity: O(1).
    func insert(_ caller: Caller, for key: Key, validUntil: Date) {
        guard self.capacity > 0 else { return }
        self.state.withLock { state in
            state.remove(key)
            if state.entries.count >= self.capacity, let oldest = state.oldest {
                state.remove(oldest)
            }
            state.entries[key] = Entry(caller: caller, validUntil: validUntil)
            state.linkAsNewest(key)
        }
    }
}

extension TokenCache.State {
    fileprivate mutating func moveToFront(_ key: TokenCache.Key) {
        guard self.newest != key else { return }
        self.unlink(key)
        self.linkAsNewest(key)
    }

    fileprivate mutating func remove(_ key: TokenCache.Key) {
        guard self.entries[key] != nil else { return }
        self.unlink(key)
        self.entries[key] = nil
    }

    fileprivate mutating func linkAsNewest(_ key: TokenCache.Key) {
        self.entries[key]?.older = self.newest
        self.entries[key]?.newer = nil
        if let newest = self.newest {
            self.entries[newest]?.newer = key
        }
        self.newest = key
        self.oldest = self.oldest ?? key
    }

    private mutating func unlink(_ key: TokenCache.Key) {
        guard let entry = self.entries[key] else { return }
        if let newer = entry.newer {
            self.entries[newer]?.older = entry.older
        } else {
            self.newest = entry.older
        }
        if let older = entry.older {
            self.entries[older]?.newer = entry.newer
        } else {
            self.oldest = entry.newer
        }
    }
}
