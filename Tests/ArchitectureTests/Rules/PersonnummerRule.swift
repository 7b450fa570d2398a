/// No file names a person who may exist: every personnummer in the repository is made by the test rule.
///
/// A personnummer is found as twelve digits, or as eight or six digits, a sign and four digits, if its date exists and
/// its check digit is right. By the test rule its individual number, the three digits after the date, is 238 or 239.
/// A samordningsnummer, whose day is 60 higher, is judged the same way.
struct PersonnummerRule: ArchitectureRule {
    private static let testIndividualNumbers: Set = [238, 239]
    private static let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    func violations(in tree: SourceTree) -> [Violation] {
        tree.files.filter { $0.text != nil }.flatMap { file in
            Self.lines(withPersonnummerIn: file.bytes).map {
                Violation(file.path, line: $0, "A personnummer here isn't made by the test rule: use 238 or 239.")
            }
        }
    }

    private static func lines(withPersonnummerIn bytes: [UInt8]) -> [Int] {
        var lines: [Int] = []
        var line = 1
        var index = 0
        while index < bytes.count {
            if Self.isWordByte(bytes[index]) {
                let (digits, end) = Self.digits(in: bytes, from: index)
                if let digits, Self.isPersonnummer(digits), !Self.followsTestRule(digits) {
                    lines.append(line)
                }
                index = end
            } else {
                line += bytes[index] == UInt8(ascii: "\n") ? 1 : 0
                index += 1
            }
        }
        return lines
    }

    /// Reads the word that begins at `start`, and its last four digits after a sign.
    ///
    /// - Returns: The digits, if they are as many and divided as in a personnummer, and the end of what was read.
    private static func digits(in bytes: [UInt8], from start: Int) -> (digits: [Int]?, end: Int) {
        let first = Self.word(in: bytes, from: start)
        let end = start + first.count
        guard let head = Self.values(first) else { return (nil, end) }
        if head.count == 12 {
            return (head, end)
        }
        let signs = [UInt8(ascii: "-"), UInt8(ascii: "+")]
        guard [6, 8].contains(head.count), end < bytes.count, signs.contains(bytes[end]) else { return (nil, end) }
        let second = Self.word(in: bytes, from: end + 1)
        guard second.count == 4, let tail = Self.values(second) else { return (nil, end) }
        return (head + tail, end + 1 + second.count)
    }

    private static func word(in bytes: [UInt8], from start: Int) -> ArraySlice<UInt8> {
        var end = start
        while end < bytes.count, Self.isWordByte(bytes[end]) {
            end += 1
        }
        return bytes[start..<end]
    }

    /// The values of `word`'s digits, or `nil` if it has anything else.
    private static func values(_ word: ArraySlice<UInt8>) -> [Int]? {
        guard word.allSatisfy(Self.isDigit) else { return nil }
        return word.map { Int($0 - UInt8(ascii: "0")) }
    }

    private static func isPersonnummer(_ digits: [Int]) -> Bool {
        let short = digits.suffix(10)
        let century = digits.dropLast(10)
        guard century.isEmpty || [[1, 8], [1, 9], [2, 0]].contains(Array(century)) else { return false }
        let month = Self.number(short.dropFirst(2).prefix(2))
        let day = Self.number(short.dropFirst(4).prefix(2))
        guard (1...12).contains(month) else { return false }
        return (1...Self.days[month - 1]).contains(day > 60 ? day - 60 : day)
            && Self.checksum(of: short).isMultiple(of: 10)
    }

    private static func followsTestRule(_ digits: [Int]) -> Bool {
        Self.testIndividualNumbers.contains(Self.number(digits.suffix(4).dropLast()))
    }

    private static func number(_ digits: some Sequence<Int>) -> Int {
        digits.reduce(0) { $0 * 10 + $1 }
    }

    /// The Luhn sum, in which every other value counts double, starting with the first.
    private static func checksum(of values: some Sequence<Int>) -> Int {
        values.enumerated().reduce(0) { sum, element in
            let product = element.offset.isMultiple(of: 2) ? element.element * 2 : element.element
            return sum + product / 10 + product % 10
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        Self.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
