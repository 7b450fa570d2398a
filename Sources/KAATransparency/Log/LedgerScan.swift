import Dispatch
import Foundation
import Synchronization

/// All segments of a log, read over all cores.
struct LedgerScan: Sendable {
    /// The segments in order, up to the one with the first damage.
    let segments: [SegmentScan]

    /// For each segment, the tree of all segments before it.
    private let edges: [MerkleFrontier]

    /// How many whole leaves there are.
    var count: UInt64 { self.segments.last.map { $0.header.firstIndex + $0.count } ?? 0 }

    /// The first damage.
    var damage: LedgerDamage? { self.segments.last?.damage }

    /// Reads the segments.
    ///
    /// - Parameters:
    ///   - files: The segments in order.
    ///   - sizes: The numbers of leaves, of all the log, at which a segment's own hash is wanted; ascending. The sizes of
    ///     one segment are those greater than its first index, up to its end.
    ///   - progress: Told from any thread how many bytes were read of how many.
    /// - Returns: What was found, up to the first damage.
    /// - Throws: ``LedgerError`` if a file cannot be read; what `sizes` throws.
    static func scan<Sizes: Sequence<UInt64>>(
        _ files: [SegmentFile],
        sizes: @Sendable (SegmentFile) throws -> Sizes,
        progress: @Sendable (UInt64, UInt64) -> Void
    ) throws -> LedgerScan {
        let total = files.reduce(0) { $0 + $1.byteCount }
        let read = Atomic<UInt64>(0)
        let next = Atomic<Int>(0)
        let results = Mutex<[Int: Result<SegmentScan, any Error>]>([:])
        let workers = min(ProcessInfo.processInfo.activeProcessorCount, files.count)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < files.count else { return }
                let result = Result {
                    try SegmentScan.scan(files[index], sizes: try sizes(files[index])) { count in
                        progress(read.wrappingAdd(count, ordering: .relaxed).newValue, total)
                    }
                }
                results.withLock { $0[index] = result }
                if (try? result.get().damage) != nil { return }
            }
        }
        return try LedgerScan(ordering: results.withLock { $0 }, count: files.count)
    }

    private init(ordering results: [Int: Result<SegmentScan, any Error>], count: Int) throws {
        var segments: [SegmentScan] = []
        var edges: [MerkleFrontier] = []
        var edge = MerkleFrontier()
        for index in 0..<count {
            guard let segment = try results[index]?.get() else { break }
            var scan = segment
            if scan.damage == nil, index + 1 < count, scan.count < scan.header.capacity { scan.noteMissingLeaves() }
            segments.append(scan)
            edges.append(edge)
            if let root = scan.root { edge.append(root) }
            if scan.damage != nil { break }
        }
        self.segments = segments
        self.edges = edges
    }
}

extension LedgerScan {
    /// The root at a size that was asked for.
    ///
    /// - Returns: `nil` if there are fewer leaves, or the size wasn't asked for.
    func root(at size: UInt64) -> MerkleHash? {
        guard size > 0 else { return .empty }
        guard let capacity = self.segments.first?.header.capacity else { return nil }
        let number = Int((size - 1) / capacity)
        guard number < self.segments.count else { return nil }
        let segment = self.segments[number]
        guard let root = segment.roots[size - segment.header.firstIndex] else { return nil }
        return self.edges[number].root(rightmost: root)
    }
}
