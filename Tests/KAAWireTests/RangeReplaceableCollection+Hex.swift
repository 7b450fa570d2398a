extension RangeReplaceableCollection<UInt8> {
    /// The bytes that hexadecimal digits stand for; spaces between them are left out.
    init(hex: String) throws {
        let digits = Array(hex.utf8.filter { $0 != UInt8(ascii: " ") })
        guard digits.count.isMultiple(of: 2) else { throw HexError() }
        self.init()
        for offset in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[offset..<offset + 2], as: UTF8.self), radix: 16) else {
                throw HexError()
            }
            self.append(byte)
        }
    }

    /// The bytes as hexadecimal digits.
    var hex: String {
        self.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// A text that is not hexadecimal.
private struct HexError: Error {}
