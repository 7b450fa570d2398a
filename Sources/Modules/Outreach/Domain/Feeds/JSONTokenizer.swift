/// Takes a JSON text apart that arrives in pieces.
///
/// Holds no more than the token that is cut off by the end of a piece.
///
/// - Note: RFC 8259. A byte order mark is passed over.
struct JSONTokenizer: Sendable {
    /// The longest token, in bytes; texts that matter have a few dozen.
    static let maximumTokenByteCount = 65_536

    private var buffer: [UInt8] = []
    private var next = 0
    /// Where the next token, or the white space before it, begins.
    private(set) var position = TextPosition()
    private var hasPassedByteOrderMark = false

    /// Adds the next bytes of the text.
    mutating func append(_ bytes: [UInt8]) {
        self.buffer.removeSubrange(..<self.next)
        self.next = 0
        self.buffer.append(contentsOf: bytes)
    }

    /// The next token; `nil` when the bytes are used up, or end inside a token and more may come.
    ///
    /// - Parameter isAtEnd: Whether no more bytes will come.
    /// - Returns: The token, passed over.
    /// - Throws: ``FeedRefusal`` where the text isn't JSON, isn't UTF-8 or ends inside a token.
    mutating func nextToken(isAtEnd: Bool) throws(FeedRefusal) -> JSONToken? {
        self.passWhiteSpace()
        guard self.next < self.buffer.count else { return nil }
        switch self.buffer[self.next] {
        case UInt8(ascii: "{"): return self.take(1, as: .beginObject)
        case UInt8(ascii: "}"): return self.take(1, as: .endObject)
        case UInt8(ascii: "["): return self.take(1, as: .beginArray)
        case UInt8(ascii: "]"): return self.take(1, as: .endArray)
        case UInt8(ascii: ":"): return self.take(1, as: .colon)
        case UInt8(ascii: ","): return self.take(1, as: .comma)
        case UInt8(ascii: "\""): return try self.string(isAtEnd: isAtEnd)
        case 0xEF where !self.hasPassedByteOrderMark: return try self.passByteOrderMark(isAtEnd: isAtEnd)
        default: return try self.word(isAtEnd: isAtEnd)
        }
    }

    private mutating func passWhiteSpace() {
        while self.next < self.buffer.count {
            let byte = self.buffer[self.next]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
            self.position.advance(over: byte)
            self.next += 1
        }
    }

    private mutating func take(_ count: Int, as token: JSONToken) -> JSONToken {
        self.hasPassedByteOrderMark = true
        // No token holds a line feed.
        self.position.advance(byBytes: count)
        self.next += count
        return token
    }

    private mutating func passByteOrderMark(isAtEnd: Bool) throws(FeedRefusal) -> JSONToken? {
        guard self.next + 3 <= self.buffer.count else {
            guard !isAtEnd else { throw self.position.refusal(.format) }
            return nil
        }
        guard self.buffer[self.next..<(self.next + 3)].elementsEqual([0xEF, 0xBB, 0xBF]) else {
            throw self.position.refusal(.format)
        }
        self.hasPassedByteOrderMark = true
        self.next += 3
        return try self.nextToken(isAtEnd: isAtEnd)
    }

    /// What follows from the bytes ending inside a token that `count` bytes of are here.
    private func incomplete(isAtEnd: Bool) throws(FeedRefusal) -> JSONToken? {
        guard !isAtEnd else { throw self.position.refusal(.truncated) }
        guard self.buffer.count - self.next <= Self.maximumTokenByteCount else {
            throw self.position.refusal(.rowTooLong)
        }
        return nil
    }

    /// A number, or one of the three words.
    private mutating func word(isAtEnd: Bool) throws(FeedRefusal) -> JSONToken? {
        var end = self.next
        while end < self.buffer.count, Self.isWordByte(self.buffer[end]) {
            end += 1
        }
        if end == self.buffer.count, !isAtEnd {
            return try self.incomplete(isAtEnd: false)
        }
        let word = self.buffer[self.next..<end]
        if word.elementsEqual("true".utf8) { return self.take(word.count, as: .bool(true)) }
        if word.elementsEqual("false".utf8) { return self.take(word.count, as: .bool(false)) }
        if word.elementsEqual("null".utf8) { return self.take(word.count, as: .null) }
        guard Self.isNumber(word) else {
            let isCutOff = end == self.buffer.count && Self.isBeginning(word)
            throw self.position.refusal(isCutOff ? .truncated : .format)
        }
        return self.take(word.count, as: .number)
    }

    /// Whether a word could go on to be a number or one of the three words.
    private static func isBeginning(_ word: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: word, as: UTF8.self)
        return ["true", "false", "null"].contains { $0.hasPrefix(text) } || Self.isNumber(word + [UInt8(ascii: "0")])
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default:
            false
        }
    }

    /// Whether a word is a number by the grammar of RFC 8259, section 6.
    private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
        var rest = word
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let integerCount = Self.dropDigits(&rest)
        let hasLeadingZero = integerCount > 1 && word.first(where: { $0 != UInt8(ascii: "-") }) == UInt8(ascii: "0")
        guard integerCount > 0, !hasLeadingZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard Self.dropDigits(&rest) > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard Self.dropDigits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    private static func dropDigits(_ rest: inout ArraySlice<UInt8>) -> Int {
        let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        rest.removeFirst(count)
        return count
    }

    private mutating func string(isAtEnd: Bool) throws(FeedRefusal) -> JSONToken? {
        var end = self.next + 1
        var hasEscapes = false
        while end < self.buffer.count, self.buffer[end] != UInt8(ascii: "\"") {
            guard self.buffer[end] >= 0x20 else { throw self.position.refusal(.format) }
            if self.buffer[end] == UInt8(ascii: "\\") {
                hasEscapes = true
                end += 1
            }
            end += 1
        }
        guard end < self.buffer.count else { return try self.incomplete(isAtEnd: isAtEnd) }
        let content = self.next + 1..<end
        guard UTF8Check.isValid(self.buffer.span.extracting(content)) else {
            throw self.position.refusal(.encoding)
        }
        let text = hasEscapes ? JSONEscapes.resolved(self.buffer[content]) : Array(self.buffer[content])
        guard let text else { throw self.position.refusal(.format) }
        return self.take(content.count + 2, as: .string(text))
    }
}
