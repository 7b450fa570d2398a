import Synchronization

extension Ledger {
    /// The proof that a leaf is in the log, under the newest checkpoint.
    ///
    /// - Throws: ``LedgerError`` if no checkpoint covers it yet: ``checkpoint(covering:)`` waits for one.
    /// - Complexity: O(n / 256).
    public func proof(of index: UInt64) throws -> LedgerProof {
        try self.index.withLock({ LeafSource(directory: self.directory, index: $0) }).proof(of: index)
    }

    /// The proof that the first leaves of the log are still its first.
    ///
    /// - Parameters:
    ///   - earlierSize: How many leaves the log had.
    ///   - laterSize: How many leaves the log had later.
    /// - Returns: The proof.
    /// - Throws: ``LedgerError`` if there aren't as many.
    /// - Complexity: O(n / 256).
    public func consistencyProof(from earlierSize: UInt64, to laterSize: UInt64) throws -> ConsistencyProof {
        let source = self.index.withLock { LeafSource(directory: self.directory, index: $0) }
        return try source.consistencyProof(from: earlierSize, to: laterSize)
    }
}
