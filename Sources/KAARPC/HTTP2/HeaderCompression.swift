/// What can be told of an encoded header block without decoding it.
///
/// - Note: RFC 7541 section 6.
enum HeaderCompression {
    /// The most bytes that a number takes here: more than any length or index in a block of 64 KiB needs.
    private static let longestNumber = 4

    /// Whether decoding the block leaves the table of the connection as it is: no field is added and no size is set.
    ///
    /// Of a block that cannot be read, the answer is `false`.
    ///
    /// - Complexity: O(*fields*), not O(*bytes*).
    static func leavesTableAsItIs(_ block: Span<UInt8>) -> Bool {
        var position = 0
        while position < block.count {
            let first = block[position]
            switch first {
            case 0x80...:
                // An indexed field (section 6.1).
                guard self.number(in: block, at: &position, prefix: 7) != nil else { return false }
            case 0x20..<0x80:
                // A literal that is added to the table (section 6.2.1), or the table's size (section 6.3).
                return false
            default:
                // A literal that is not added (sections 6.2.2 and 6.2.3), with its name in the table or here.
                guard let name = self.number(in: block, at: &position, prefix: 4) else { return false }
                if name == 0 { guard self.skipString(in: block, at: &position) else { return false } }
                guard self.skipString(in: block, at: &position) else { return false }
            }
        }
        return true
    }

    /// Reads a number whose first bits share a byte with something else (section 5.1).
    private static func number(in block: Span<UInt8>, at position: inout Int, prefix: Int) -> Int? {
        guard position < block.count else { return nil }
        let most = (1 << prefix) - 1
        var number = Int(block[position]) & most
        position += 1
        guard number == most else { return number }
        for index in 0..<self.longestNumber {
            guard position < block.count else { return nil }
            let byte = Int(block[position])
            position += 1
            number += (byte & 0x7F) << (7 * index)
            if byte & 0x80 == 0 { return number }
        }
        return nil
    }

    /// Passes over a string, whatever its code (section 5.2).
    private static func skipString(in block: Span<UInt8>, at position: inout Int) -> Bool {
        guard let length = self.number(in: block, at: &position, prefix: 7), length <= block.count - position else {
            return false
        }
        position += length
        return true
    }
}
