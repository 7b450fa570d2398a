/// Takes a Swift file apart into words, literals and comments, so that no rule mistakes a text for code.
///
/// It is not a compiler: of the grammar it knows literals, interpolation and comments, and it never fails.
struct SwiftLexer {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    private(set) var tokens: [SwiftToken] = []
    private(set) var comments: [SwiftComment] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the whole file.
    mutating func readAll() {
        while self.position < self.bytes.count {
            self.readCode()
            // Only a closing parenthesis without its opening one stops the reading of code early.
            self.position += 1
        }
    }

    /// Reads code to the end of the file, or to the parenthesis that closes an interpolation.
    private mutating func readCode() {
        var depth = 0
        while let byte = self.peek() {
            switch byte {
            case UInt8(ascii: "\n"):
                self.advanceOverNewline()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                self.position += 1
            case UInt8(ascii: "/"):
                self.readSlash()
            case UInt8(ascii: "\""):
                self.readString(hashes: 0)
            case UInt8(ascii: "#"):
                self.readHash()
            case UInt8(ascii: "`"):
                self.readEscapedIdentifier()
            case UInt8(ascii: ")") where depth == 0:
                return
            case _ where Self.isDigit(byte):
                self.append(.number, self.readWord())
            case _ where Self.isWordByte(byte):
                self.append(.identifier(isEscaped: false), self.readWord())
            default:
                depth += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
                self.append(.sign, String(UnicodeScalar(byte)))
                self.position += 1
            }
        }
    }

    private mutating func readSlash() {
        if self.peek(1) == UInt8(ascii: "/") {
            self.readLineComment()
        } else if self.peek(1) == UInt8(ascii: "*") {
            self.readBlockComment()
        } else if self.startsRegex() {
            self.readRegex(hashes: 0)
        } else {
            self.append(.sign, "/")
            self.position += 1
        }
    }

    private mutating func readHash() {
        var hashes = 0
        while self.peek(hashes) == UInt8(ascii: "#") {
            hashes += 1
        }
        switch self.peek(hashes) {
        case UInt8(ascii: "\""):
            self.position += hashes
            self.readString(hashes: hashes)
        case UInt8(ascii: "/"):
            self.position += hashes
            self.readRegex(hashes: hashes)
        default:
            self.append(.sign, "#")
            self.position += 1
        }
    }
}

extension SwiftLexer {
    private mutating func readLineComment() {
        let start = self.position
        while let byte = self.peek(), byte != UInt8(ascii: "\n") {
            self.position += 1
        }
        let text = String(decoding: self.bytes[start..<self.position], as: UTF8.self)
        let isDocumentation = text.hasPrefix("///") && !text.hasPrefix("////")
        self.comments.append(
            SwiftComment(kind: isDocumentation ? .documentation : .remark, text: text, line: self.line)
        )
    }

    private mutating func readBlockComment() {
        var depth = 0
        var start = self.position
        repeat {
            if self.matches("/*") {
                depth += 1
                self.position += 2
            } else if self.matches("*/") {
                depth -= 1
                self.position += 2
            } else if self.peek() == UInt8(ascii: "\n") {
                self.appendBlockLine(from: start)
                self.advanceOverNewline()
                start = self.position
            } else {
                self.position += 1
            }
        } while depth > 0 && self.position < self.bytes.count
        self.appendBlockLine(from: start)
    }

    private mutating func appendBlockLine(from start: Int) {
        let end = min(self.position, self.bytes.count)
        let text = String(decoding: self.bytes[start..<end], as: UTF8.self)
        self.comments.append(SwiftComment(kind: .remark, text: text, line: self.line))
    }
}

extension SwiftLexer {
    /// Reads a string literal, whose opening hashes have been read.
    private mutating func readString(hashes: Int) {
        let isMultiline = self.matches("\"\"\"")
        let end = Array((isMultiline ? "\"\"\"" : "\"").utf8) + Array(repeating: UInt8(ascii: "#"), count: hashes)
        let escape = [UInt8(ascii: "\\")] + Array(repeating: UInt8(ascii: "#"), count: hashes)
        let startLine = self.line
        var text: [UInt8] = []
        self.position += isMultiline ? 3 : 1
        while let byte = self.peek(), !self.matches(end) {
            if self.matches(escape) {
                self.position += escape.count
                if self.peek() == UInt8(ascii: "(") {
                    self.position += 1
                    self.readCode()
                } else if self.peek() == UInt8(ascii: "\n") {
                    continue
                }
                self.position += 1
            } else if byte == UInt8(ascii: "\n") {
                guard isMultiline else { break }
                text.append(byte)
                self.advanceOverNewline()
            } else {
                text.append(byte)
                self.position += 1
            }
        }
        if self.matches(end) {
            self.position += end.count
        }
        self.tokens.append(SwiftToken(kind: .literal, text: String(decoding: text, as: UTF8.self), line: startLine))
    }

    /// Reads a regex literal, whose opening hashes have been read.
    private mutating func readRegex(hashes: Int) {
        let end = [UInt8(ascii: "/")] + Array(repeating: UInt8(ascii: "#"), count: hashes)
        let startLine = self.line
        self.position += 1
        let start = self.position
        while let byte = self.peek(), !self.matches(end) {
            if byte == UInt8(ascii: "\n") {
                self.advanceOverNewline()
            } else {
                self.position += byte == UInt8(ascii: "\\") ? 2 : 1
            }
        }
        let textEnd = min(self.position, self.bytes.count)
        let text = String(decoding: self.bytes[start..<textEnd], as: UTF8.self)
        self.position = textEnd + end.count
        self.tokens.append(SwiftToken(kind: .literal, text: text, line: startLine))
    }

    /// Whether the slash here opens a regex rather than divides.
    ///
    /// It does where no operand stands before it, nothing blank follows it, and another slash ends it on the line.
    private func startsRegex() -> Bool {
        guard let next = self.peek(1), !Self.isBlank(next) else { return false }
        if let previous = self.tokens.last {
            let opensOperand = previous.kind == .sign && "(,=:[{!&|?;".contains(previous.text)
            guard opensOperand || ["return", "in", "case"].contains(where: previous.isWord) else { return false }
        }
        let rest = self.bytes[(self.position + 1)...]
        let lineEnd = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        return rest[..<lineEnd].contains(UInt8(ascii: "/"))
    }
}

extension SwiftLexer {
    private mutating func readEscapedIdentifier() {
        self.position += 1
        let word = self.readWord()
        self.append(.identifier(isEscaped: true), word)
        self.position += 1
    }

    private mutating func readWord() -> String {
        let start = self.position
        while let byte = self.peek(), Self.isWordByte(byte) {
            self.position += 1
        }
        return String(decoding: self.bytes[start..<self.position], as: UTF8.self)
    }

    private mutating func append(_ kind: SwiftToken.Kind, _ text: String) {
        self.tokens.append(SwiftToken(kind: kind, text: text, line: self.line))
    }

    private mutating func advanceOverNewline() {
        self.line += 1
        self.position += 1
    }

    private func peek(_ offset: Int = 0) -> UInt8? {
        let index = self.position + offset
        return index < self.bytes.count ? self.bytes[index] : nil
    }

    private func matches(_ text: String) -> Bool {
        self.matches(Array(text.utf8))
    }

    private func matches(_ pattern: [UInt8]) -> Bool {
        for offset in pattern.indices where self.peek(offset) != pattern[offset] {
            return false
        }
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
    }

    /// Whether `byte` may be part of a name; all bytes outside ASCII may.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...: true
        default: Self.isDigit(byte)
        }
    }
}
