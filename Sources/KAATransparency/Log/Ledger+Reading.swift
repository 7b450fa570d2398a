import Synchronization

extension Ledger {
    /// A durable leaf.
    ///
    /// - Throws: ``LedgerError`` if there is none with this index; ``LedgerDamage`` if the file was changed meanwhile.
    /// - Complexity: O(1): it reads at most 256 leaves.
    public func leaf(at index: UInt64) throws -> [UInt8] {
        guard let leaf = try self.leaves(in: index..<(index + 1)).first else {
            throw LedgerError(.invalidArgument, "The log has no entry \(index).")
        }
        return leaf
    }

    /// Durable leaves in order.
    ///
    /// - Parameter range: Their indices. The caller bounds it, since all of them are returned at once.
    /// - Returns: The leaves.
    /// - Throws: ``LedgerError`` if some of them aren't there; ``LedgerDamage`` if a file was changed meanwhile.
    public func leaves(in range: Range<UInt64>) throws -> [[UInt8]] {
        let known = self.index.withLock { $0 }
        guard range.upperBound <= known.size else {
            throw LedgerError(.invalidArgument, "The log has \(known.size) entries, not \(range.upperBound).")
        }
        let source = LeafSource(directory: self.directory, index: known)
        return try source.leaves(in: range)
    }
}
