import KAATransparency
import LedgerTrials
import Testing

@testable import struct KAATransparency.MerkleFrontier
@testable import struct KAATransparency.MerkleProver

@Suite struct MerkleTreeTests {
    private static let leaves = (0..<70).map { Array("leaf \($0)".utf8) }
    private static let hashes = Self.leaves.map { MerkleHash(leaf: $0) }

    /// Blocks of four leaves, so that trees of some leaves have many.
    private static func prover(_ size: Int) -> MerkleProver {
        let blocks = stride(from: 0, through: size - 4, by: 4).compactMap { start in
            MerkleHash(bytes: NaiveTree.root(Self.leaves[start..<(start + 4)]))
        }
        return MerkleProver(blocks: blocks, blockLeafCount: 4) { range in
            #expect(range.lowerBound / 4 == (range.upperBound - 1) / 4, "more than a block at a time")
            return Array(Self.hashes[Int(range.lowerBound)..<Int(range.upperBound)])
        }
    }

    /// The inputs that implementations of Certificate Transparency share, with roots computed by a script of its own.
    @Test(arguments: [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ])
    func hasTheKnownRoots(size: Int, root: String) throws {
        let leaves: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
            Array(0x60...0x6F),
        ]
        var edge = MerkleFrontier()
        for leaf in leaves.prefix(size) { edge.append(MerkleHash(leaf: leaf)) }
        #expect((edge.root ?? .empty).description == root)
    }

    @Test func provesEachLeafOfEachSize() throws {
        for size in 1...70 {
            let leaves = Self.leaves[..<size]
            let root = try #require(MerkleHash(bytes: NaiveTree.root(leaves)))
            let prover = Self.prover(size)
            #expect(try prover.root(of: 0..<UInt64(size)) == root)
            for index in 0..<size {
                let path = try prover.inclusionPath(of: UInt64(index), in: 0..<UInt64(size))
                #expect(path.map(\.bytes) == NaiveTree.path(index, leaves))
                let proof = InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
                #expect(proof.holds(for: Self.hashes[index], under: root))
                #expect(!proof.holds(for: Self.hashes[index], under: .empty))
                #expect(!proof.holds(for: MerkleHash(leaf: [0xFF]), under: root))
                let elsewhere = UInt64((index + 1) % size)
                let moved = InclusionProof(index: elsewhere, size: UInt64(size), path: path)
                #expect(!moved.holds(for: Self.hashes[index], under: root) || size == 1)
                let longer = InclusionProof(index: UInt64(index), size: UInt64(size), path: path + [root])
                #expect(!longer.holds(for: Self.hashes[index], under: root))
                let shorter = InclusionProof(index: UInt64(index), size: UInt64(size), path: path.dropLast())
                #expect(!shorter.holds(for: Self.hashes[index], under: root) || size == 1)
            }
        }
    }

    @Test func provesEachSizeToBeTheBeginningOfEachOther() throws {
        for later in 1...70 {
            let laterRoot = try #require(MerkleHash(bytes: NaiveTree.root(Self.leaves[..<later])))
            let prover = Self.prover(later)
            for earlier in 1...later {
                let earlierRoot = try #require(MerkleHash(bytes: NaiveTree.root(Self.leaves[..<earlier])))
                let path = try prover.consistencyPath(from: UInt64(earlier), in: 0..<UInt64(later))
                #expect(path.map(\.bytes) == NaiveTree.proof(earlier, Self.leaves[..<later]))
                let proof = ConsistencyProof(earlierSize: UInt64(earlier), laterSize: UInt64(later), path: path)
                #expect(proof.holds(from: earlierRoot, to: laterRoot))
                guard earlier < later else { continue }
                #expect(!proof.holds(from: .empty, to: laterRoot))
                #expect(!proof.holds(from: earlierRoot, to: earlierRoot))
                let shorter = ConsistencyProof(
                    earlierSize: UInt64(earlier),
                    laterSize: UInt64(later),
                    path: path.dropLast()
                )
                #expect(!shorter.holds(from: earlierRoot, to: laterRoot))
            }
        }
    }

    @Test func provesEverythingToFollowFromNothing() {
        let root = MerkleHash(leaf: [1])
        #expect(ConsistencyProof(earlierSize: 0, laterSize: 1, path: []).holds(from: .empty, to: root))
        #expect(!ConsistencyProof(earlierSize: 0, laterSize: 1, path: []).holds(from: root, to: root))
        #expect(!ConsistencyProof(earlierSize: 2, laterSize: 1, path: []).holds(from: root, to: root))
    }
}
