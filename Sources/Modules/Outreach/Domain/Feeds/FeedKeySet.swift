/// The keys a file has had so far, for finding rows that repeat one.
///
/// An open-addressing table of positions beside the keys themselves: a million keys cost one cache miss each, where the
/// standard library's set costs several and a hash of every byte.
struct FeedKeySet<Key: FeedKey>: Sendable {
    private var keys: [Key] = []
    /// Upper half of a key's fingerprint and its position in `keys` plus one; zero for a free slot.
    private var slots: [UInt64] = Array(repeating: 0, count: 1_024)

    /// Takes a key in, unless it is there already.
    ///
    /// - Returns: Whether the key is new.
    /// - Complexity: O(1) on average, amortised.
    mutating func insert(_ key: Key) -> Bool {
        let fingerprint = key.fingerprint
        let tag = fingerprint & 0xFFFF_FFFF_0000_0000
        var index = self.slot(for: fingerprint)
        while self.slots[index] != 0 {
            let slot = self.slots[index]
            if slot & 0xFFFF_FFFF_0000_0000 == tag, self.keys[Int(slot & 0xFFFF_FFFF) - 1] == key { return false }
            index = (index + 1) & (self.slots.count - 1)
        }
        self.keys.append(key)
        self.slots[index] = tag | UInt64(self.keys.count)
        if self.keys.count * 2 > self.slots.count {
            self.grow()
        }
        return true
    }

    private func slot(for fingerprint: UInt64) -> Int {
        Int(truncatingIfNeeded: fingerprint) & (self.slots.count - 1)
    }

    private mutating func grow() {
        self.slots = Array(repeating: 0, count: self.slots.count * 2)
        for (position, key) in self.keys.enumerated() {
            let fingerprint = key.fingerprint
            var index = self.slot(for: fingerprint)
            while self.slots[index] != 0 {
                index = (index + 1) & (self.slots.count - 1)
            }
            self.slots[index] = fingerprint & 0xFFFF_FFFF_0000_0000 | UInt64(position + 1)
        }
    }
}
