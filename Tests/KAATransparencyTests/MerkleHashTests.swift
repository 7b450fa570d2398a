import Crypto
import KAATransparency
import Testing

@Suite struct MerkleHashTests {
    @Test func keepsLeavesAndNodesApart() {
        let left = MerkleHash(leaf: [1])
        let right = MerkleHash(leaf: [2])
        #expect(MerkleHash(leaf: left.bytes + right.bytes) != MerkleHash(left: left, right: right))
        #expect(left.bytes == Array(SHA256.hash(data: [0x00, 1])))
    }
}
