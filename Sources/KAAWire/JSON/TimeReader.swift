/// Reads the parts of a moment or a span of time from a text, one after another.
struct TimeReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        self.bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { self.position == self.bytes.count }

    /// Reads a character of ASCII, if it stands here.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard self.position < self.bytes.count, UInt32(self.bytes[self.position]) == character.value else {
            return false
        }
        self.position += 1
        return true
    }

    /// Reads as many digits as there are, if their count is in range.
    mutating func number(digits: ClosedRange<Int>) -> (value: Int64, count: Int)? {
        var value: Int64 = 0
        var count = 0
        while count <= digits.upperBound, self.position < self.bytes.count,
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self.bytes[self.position])
        {
            value = value * 10 + Int64(self.bytes[self.position] - UInt8(ascii: "0"))
            self.position += 1
            count += 1
        }
        return digits.contains(count) ? (value, count) : nil
    }

    /// Reads exactly two digits, of a number in range.
    mutating func pair(_ range: ClosedRange<Int64>) -> Int64? {
        guard let number = self.number(digits: 2...2), range.contains(number.value) else { return nil }
        return number.value
    }

    /// Reads a fraction of a second in nanoseconds; 0 if there is none.
    mutating func fraction() -> Int32? {
        guard self.take(".") else { return 0 }
        guard let number = self.number(digits: 1...9) else { return nil }
        return Int32(exactly: (number.count..<9).reduce(number.value) { value, _ in value * 10 })
    }

    /// Reads the distance from UTC in seconds.
    mutating func offset() -> Int64? {
        if self.take("Z") { return 0 }
        let isNegative = self.take("-")
        guard isNegative || self.take("+"), let hours = self.pair(0...23), self.take(":"),
            let minutes = self.pair(0...59)
        else { return nil }
        return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
    }
}
