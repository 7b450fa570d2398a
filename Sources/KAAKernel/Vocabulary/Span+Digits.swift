extension Span<UInt8> {
    /// The number written in `count` ASCII digits from `offset` on, or `nil` if there is anything else among them.
    ///
    /// - Precondition: The range lies within the span, and `count` is at most 18.
    func decimal(at offset: Int, count: Int) -> UInt64? {
        var value: UInt64 = 0
        for index in offset..<(offset + count) {
            let digit = self[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ UInt64(digit)
        }
        return value
    }
}

extension String {
    /// Appends `number` in decimal, filled with zeros from the left to `width` digits.
    mutating func appendPadded(_ number: some BinaryInteger, width: Int) {
        let digits = String(number)
        for _ in digits.utf8.count..<max(width, digits.utf8.count) {
            self.append("0")
        }
        self.append(digits)
    }
}
