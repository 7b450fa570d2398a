import Crypto

/// RFC 6962's definitions word by word, without any thought of speed.
package enum NaiveTree {
    /// Section 2.1, MTH.
    package static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        switch leaves.count {
        case 0: return Array(SHA256.hash(data: [UInt8]()))
        case 1: return Array(SHA256.hash(data: [0x00] + leaves[leaves.startIndex]))
        default:
            let middle = leaves.startIndex + Self.split(leaves.count)
            return Array(SHA256.hash(data: [0x01] + self.root(leaves[..<middle]) + self.root(leaves[middle...])))
        }
    }

    /// Section 2.1.1, PATH.
    package static func path(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard leaves.count > 1 else { return [] }
        let split = Self.split(leaves.count)
        let middle = leaves.startIndex + split
        return index < split
            ? self.path(index, leaves[..<middle]) + [self.root(leaves[middle...])]
            : self.path(index - split, leaves[middle...]) + [self.root(leaves[..<middle])]
    }

    /// Section 2.1.2, PROOF.
    package static func proof(_ size: Int, _ leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        self.subproof(size, leaves, true)
    }

    private static func subproof(_ size: Int, _ leaves: ArraySlice<[UInt8]>, _ isWhole: Bool) -> [[UInt8]] {
        if size == leaves.count { return isWhole ? [] : [self.root(leaves)] }
        let split = Self.split(leaves.count)
        let middle = leaves.startIndex + split
        return size <= split
            ? self.subproof(size, leaves[..<middle], isWhole) + [self.root(leaves[middle...])]
            : self.subproof(size - split, leaves[middle...], false) + [self.root(leaves[..<middle])]
    }

    /// The largest power of two smaller than `count`.
    private static func split(_ count: Int) -> Int {
        var split = 1
        while split * 2 < count { split *= 2 }
        return split
    }
}
