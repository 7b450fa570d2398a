import Foundation
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
    }

    /// The longest file of keys that is read, in bytes.
    private static let maximumFileBytes = 256 * 1024

    let trust: IssuerTrust
    private let file: WatchedFile?
    private let current: Mutex<VerificationKeys>

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
        }
        self.current = Mutex(try await VerificationKeys(set.limited(to: trust.algorithms)))
    }

    /// The keys that count now.
    var keys: VerificationKeys {
        self.current.withLock { $0 }
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

    private func replace(with set: KeySet) async throws -> KeyChange {
        let newer = try await VerificationKeys(set.limited(to: self.trust.algorithms))
        let gone = self.current.withLock { keys in
            defer { keys = newer }
            return keys.identifiers(goneIn: newer.set)
        }
        return .replaced(gone: gone)
    }

    private static func union(_ others: KeySet?, _ set: KeySet) throws -> KeySet {
        others?.union(set) ?? set
    }
}
