package import KAARPC

/// A log of opaque leaves that is only ever added to: what the audit trail keeps its records in.
package protocol LeafLog: Sendable {
    /// How many leaves are in the log and durable.
    var leafCount: Int64 { get async throws }

    /// Adds leaves in their order, with none of anybody else's between them; returns once they are on disk.
    ///
    /// - Throws: What keeps the log from being written: nobody may be told then of what the leaves are about.
    func append(leaves: [[UInt8]]) async throws

    /// Adds one leaf, as ``append(leaves:)`` does.
    ///
    /// - Parameter write: Adds the leaf's bytes to those it is given.
    /// - Throws: What keeps the log from being written: nobody may be told then of what the leaf is about.
    func append(writing write: (inout [UInt8]) -> Void) async throws

    /// Adds one leaf to those that another caller is adding, if there is one.
    ///
    /// - Parameter write: Adds the leaf's bytes to those it is given.
    /// - Returns: Opens once the leaf is on disk, or says why it will not be; `nil` if nothing was added.
    /// - Throws: What keeps the leaf from being added.
    func join(writing write: (inout [UInt8]) -> Void) throws -> (any AnswerGate)?

    /// The leaves from a number on, in order; empty at the end.
    ///
    /// - Parameters:
    ///   - index: The number of the first, from 0.
    ///   - limit: How many at most.
    /// - Returns: The leaves as they were added.
    /// - Throws: What keeps the log from being read.
    func leaves(from index: Int64, limit: Int) async throws -> [[UInt8]]

    /// What proves to anyone with the log's public key that a leaf is in it; `nil` of a log that proves nothing.
    func proof(of index: Int64) async throws -> String?

    /// The newest checkpoint, with the log's key; `nil` of a log that proves nothing. It can be asked of a closed log, too.
    var mark: AuditMark? { get }

    /// Closes the log; nothing may be added afterwards.
    func close() async throws
}

extension LeafLog {
    /// Adds the leaf as one by itself.
    package func append(writing write: (inout [UInt8]) -> Void) async throws {
        var leaf: [UInt8] = []
        write(&leaf)
        try await self.append(leaves: [leaf])
    }

    /// Nothing: each caller adds its own.
    package func join(writing write: (inout [UInt8]) -> Void) throws -> (any AnswerGate)? { nil }

    /// None: the log proves nothing.
    package var mark: AuditMark? { nil }
}
