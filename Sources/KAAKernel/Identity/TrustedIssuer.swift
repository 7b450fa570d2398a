import Foundation
import KAARPC
import Synchronization

/// An issuer with the keys that count for it at the moment.
final class TrustedIssuer: Sendable {
    /// What a look at the keys' source led to.
    enum KeyChange {
        /// The keys are as they were.
        case none
        /// There are other keys; tokens by these identifiers no longer count.
        case replaced(gone: Set<String>)
        /// The source holds nothing that can be used, and the keys stay as they were.
        case refused(String)

        var isRefused: Bool {
            if case .refused = self { true } else { false }
        }
    }

    fileprivate struct State {
        var keys: VerificationKeys
        /// The number of the fetch that the keys are from; 0 for none.
        var version = 0
        /// When keys were last fetched because a token named one that was not there.
        var lastAsked: Date?
        var waiting = 0
    }

    /// The least time between two fetches for the sake of unknown keys, which anybody can name, in seconds.
    fileprivate static let minimumPause = 10.0

    /// How many calls wait for such a fetch; further ones are refused at once, so that they hold nobody else up.
    fileprivate static let maximumWaiting = 64

    /// The longest file of keys that is read, in bytes.
    private static let maximumFileBytes = 256 * 1024

    let trust: IssuerTrust
    private let file: WatchedFile?
    private let state: Mutex<State>

    /// Reads the issuer's keys.
    ///
    /// - Throws: ``KeySetError`` or ``WatchedFile/Unreadable`` if there are none that can be used.
    init(_ trust: IssuerTrust) async throws {
        self.trust = trust
        let set: KeySet
        switch trust.keys {
        case .fixed(let keys):
            self.file = nil
            set = keys
        case .file(let path, let others):
            let file = WatchedFile(path: path, maximumBytes: Self.maximumFileBytes)
            self.file = file
            set = try Self.union(others, try KeySet(json: try await file.content()))
        case .published:
            // Fetched later: whoever starts while a provider is down serves the callers of the others.
            self.file = nil
            set = KeySet(keys: [])
        }
        self.state = Mutex(State(keys: try await VerificationKeys(set.limited(to: trust.algorithms))))
    }

    /// The keys that count now.
    var keys: VerificationKeys {
        self.state.withLock { $0.keys }
    }

    /// Whether the issuer publishes its keys on the network.
    var isPublished: Bool {
        if case .published = self.trust.keys { true } else { false }
    }

    /// Reads the file of keys again, if there is one and it is another than last time.
    func readFile() async throws -> KeyChange {
        guard case .file(_, let others) = self.trust.keys, let file = self.file else { return .none }
        do {
            guard let content = try await file.changedContent() else { return .none }
            return try await self.replace(with: Self.union(others, try KeySet(json: content)))
        } catch let error as KeySetError {
            return .refused(error.description)
        } catch let error as WatchedFile.Unreadable {
            return .refused(error.description)
        }
    }

    /// Fetches the keys that the issuer publishes, if it does.
    func fetch() async throws -> KeyChange {
        guard case .published(let document) = self.trust.keys else { return .none }
        return try await self.take { try await document.fetch() }
    }

    /// Fetches the keys because a token names one that is not there, unless that was done a moment ago; waits for a fetch
    /// that is under way in any case.
    func fetch(forUnknownKeyAt now: Date) async throws -> KeyChange {
        guard case .published(let document) = self.trust.keys,
            let mayStart = self.state.withLock({ $0.startWaiting(at: now) })
        else { return .none }
        defer { self.state.withLock { $0.waiting -= 1 } }
        return try await self.take {
            try await mayStart ? document.fetch() : document.fetchUnderWay()
        }
    }

    private func take(_ fetch: () async throws -> HTTPDocument.Version?) async throws -> KeyChange {
        do {
            guard let version = try await fetch(), version.number > self.state.withLock({ $0.version }) else {
                return .none
            }
            return try await self.replace(with: KeySet(published: Data(version.bytes)), version: version.number)
        } catch let error as CancellationError {
            throw error
        } catch {
            return .refused("\(error)")
        }
    }

    private func replace(with set: KeySet, version: Int = 0) async throws -> KeyChange {
        let newer = try await VerificationKeys(set.limited(to: self.trust.algorithms))
        return self.state.withLock { state in
            // Whoever shares a fetch may have been faster, and a later fetch as well.
            guard version == 0 || version > state.version else { return .none }
            let former = state.keys
            (state.keys, state.version) = (newer, version)
            return former.set == newer.set ? .none : .replaced(gone: former.identifiers(goneIn: newer.set))
        }
    }

    private static func union(_ others: KeySet?, _ set: KeySet) throws -> KeySet {
        others?.union(set) ?? set
    }
}

extension TrustedIssuer.State {
    /// Whether a call that waits for keys may start a fetch, or `nil` if it may not even wait for one.
    mutating func startWaiting(at now: Date) -> Bool? {
        guard self.waiting < TrustedIssuer.maximumWaiting else { return nil }
        self.waiting += 1
        if let last = self.lastAsked {
            let pause = now.timeIntervalSince(last)
            // A clock that was set back must not keep keys from being fetched.
            guard pause < 0 || pause >= TrustedIssuer.minimumPause else { return false }
        }
        self.lastAsked = now
        return true
    }
}
