import Dispatch
import Foundation
import Synchronization

/// An append-only log in a folder, of which anyone with its public key can prove that nothing was changed.
///
/// Leaves are opaque bytes. They go into segment files, and their hashes into a Merkle tree, whose root is signed after
/// a second at most. One process has a log open at a time. What is appended at the same time waits for the disk
/// together, so the number of leaves per second doesn't follow the speed of the disk.
///
/// - Note: RFC 6962 section 2.1. docs/trust.md has the files byte by byte.
public final class Ledger: Sendable {
    /// How many bytes a leaf may have.
    public static let maximumLeafByteCount = LeafRecord.maximumLeafByteCount

    /// How many leaves there may be after the newest checkpoint; more are no crash's doing.
    static let maximumUnsignedCount: UInt64 = 1 << 17

    /// The folder.
    public let directory: String

    /// How many bytes of writes that were never acknowledged were cut from the end when the log was opened.
    public let cutByteCount: UInt64

    let configuration: LedgerConfiguration
    let queue = DispatchQueue(label: "kaa.ledger")
    let writer: Mutex<LedgerWriter>
    let index: Mutex<LedgerIndex>
    let state = Mutex(State())
    private let lock: LogFile

    /// Opens a log, or makes one, and reads all of it to see that it is whole.
    ///
    /// - Parameters:
    ///   - directory: The folder, which is made if it isn't there.
    ///   - configuration: How it is written.
    ///   - key: The key of the log.
    ///   - progress: Told from any thread how many bytes were read of how many.
    /// - Throws: ``LedgerDamage`` if the log isn't what was written and signed; ``LedgerError``.
    /// - Complexity: O(n), on all cores, as ``LedgerVerifier``.
    public init(
        opening directory: String,
        configuration: LedgerConfiguration,
        key: LedgerKey,
        progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) throws {
        guard Checkpoint.isName(configuration.origin) else {
            throw LedgerError(.invalidArgument, "The origin of a log is ASCII without spaces and plus signs.")
        }
        self.directory = directory
        self.configuration = configuration
        do {
            try FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw LedgerError(.unavailable, "The folder '\(directory)' cannot be created.")
        }
        self.lock = try LogFile(appendingTo: directory + "/lock")
        guard self.lock.lock() else { throw LedgerError(.locked, "The log '\(directory)' is open in another process.") }
        let opening = try LedgerOpening(directory, configuration, key.publicKey, progress: progress)
        self.cutByteCount = opening.cutByteCount
        var index = opening.index
        var writer = try LedgerWriter(directory, configuration, key, index, scan: opening.scan)
        if index.latestCheckpoint == nil || writer.unsignedCount > 0 {
            index.latestCheckpoint = try writer.sign()
            try LogFile.synchronizeFolder(directory)
        }
        self.writer = Mutex(writer)
        self.index = Mutex(index)
    }

    /// How many leaves are durable.
    public var size: UInt64 { self.index.withLock { $0.size } }

    /// The newest checkpoint.
    public var latestCheckpoint: SignedCheckpoint? { self.index.withLock { $0.latestCheckpoint } }

    /// Adds a leaf.
    ///
    /// - Parameter leaf: At most ``maximumLeafByteCount`` bytes.
    /// - Returns: Its index, once the disk has it.
    /// - Throws: ``LedgerError``. The leaf may be in the log nevertheless if the disk failed.
    public func append(_ leaf: [UInt8]) async throws -> UInt64 {
        try await self.append(contentsOf: [leaf]).lowerBound
    }

    /// Adds leaves, one after the other without any between them.
    ///
    /// - Parameter leaves: Each of at most ``maximumLeafByteCount`` bytes.
    /// - Returns: Their indices, once the disk has them all.
    /// - Throws: ``LedgerError``. Some of the leaves may be in the log nevertheless if the disk failed.
    public func append(contentsOf leaves: [[UInt8]]) async throws -> Range<UInt64> {
        guard let batch = LeafBatch(leaves) else { throw LedgerError.leafTooLong }
        return try await self.append(contentsOf: batch)
    }

    /// Adds leaves, one after the other without any between them.
    ///
    /// - Parameter leaves: The leaves.
    /// - Returns: Their indices, once the disk has them all.
    /// - Throws: ``LedgerError``. Some of the leaves may be in the log nevertheless if the disk failed.
    public func append(contentsOf leaves: LeafBatch) async throws -> Range<UInt64> {
        guard !leaves.isEmpty else { return self.size..<self.size }
        let first = try await withCheckedThrowingContinuation { continuation in
            let (refusal, startsDraining) = self.state.withLock { state -> (LedgerError?, Bool) in
                if let end = state.end { return (end, false) }
                state.appends.append(Append(leaves: leaves, continuation: continuation))
                defer { state.isDraining = true }
                return (nil, !state.isDraining)
            }
            if let refusal { continuation.resume(throwing: refusal) }
            if startsDraining { self.queue.async { self.drain() } }
        }
        return first..<(first + UInt64(leaves.count))
    }

    /// Waits for a checkpoint that covers leaves.
    ///
    /// - Parameter size: How many leaves it must cover at least; they must be durable.
    /// - Returns: The first such checkpoint, or the newest one if it covers them already.
    /// - Throws: ``LedgerError``.
    public func checkpoint(covering size: UInt64) async throws -> SignedCheckpoint {
        guard size <= self.size else {
            throw LedgerError(.invalidArgument, "The log doesn't have \(size) entries.")
        }
        return try await withCheckedThrowingContinuation { continuation in
            let answer = self.state.withLock { state -> Result<SignedCheckpoint, any Error>? in
                if let latest = self.latestCheckpoint, latest.checkpoint.size >= size { return .success(latest) }
                if let end = state.end { return .failure(end) }
                state.waits.append(CheckpointWait(size: size, continuation: continuation))
                return nil
            }
            if let answer { continuation.resume(with: answer) }
        }
    }

    /// Signs a last checkpoint, refuses appends from now on, and lets others open the log.
    ///
    /// - Throws: ``LedgerError`` if the disk failed.
    public func close() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            self.queue.async {
                self.drain()
                self.sign()
                let earlier = self.end(with: LedgerError(.closed, "The log is closed."))
                self.lock.unlock()
                if let earlier { continuation.resume(throwing: earlier) } else { continuation.resume() }
            }
        }
    }
}
