extension Array where Element == UInt8 {
    /// Adds an integer, lowest byte first.
    mutating func append(littleEndian integer: some FixedWidthInteger) {
        for shift in stride(from: 0, to: integer.bitWidth, by: 8) {
            self.append(UInt8(truncatingIfNeeded: integer >> shift))
        }
    }

    /// Replaces bytes by those of an integer, lowest byte first.
    mutating func replace(at position: Int, littleEndian integer: some FixedWidthInteger) {
        for index in 0..<(integer.bitWidth / 8) {
            self[position + index] = UInt8(truncatingIfNeeded: integer >> (8 * index))
        }
    }
}
