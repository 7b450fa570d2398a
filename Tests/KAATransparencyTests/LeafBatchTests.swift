import Testing

@testable import KAATransparency

struct LeafBatchTests {
    @Test func keepsLeavesApart() throws {
        let leaves: [[UInt8]] = [[1, 2], [], [3], [], [4, 5, 6]]
        let batch = try #require(LeafBatch(leaves))
        #expect(batch.count == 5)
        #expect(Self.leaves(of: batch) == leaves)
        var both = batch
        both.append(contentsOf: batch)
        #expect(Self.leaves(of: both) == leaves + leaves)
        #expect(both.emptied.isEmpty)
        #expect(LeafBatch().isEmpty)
    }

    @Test func takesNoLeafThatIsTooLong() throws {
        let longest = [UInt8](repeating: 7, count: Ledger.maximumLeafByteCount)
        var batch = try #require(LeafBatch([[1], longest]))
        #expect(!batch.append { $0 += longest + [8] })
        #expect(batch.append { $0.append(9) })
        #expect(Self.leaves(of: batch) == [[1], longest, [9]])
        #expect(LeafBatch([longest + [8]])?.count == nil)
    }

    private static func leaves(of batch: LeafBatch) -> [[UInt8]] {
        (0..<batch.count).map { Array(batch.leaf(at: $0)) }
    }
}
