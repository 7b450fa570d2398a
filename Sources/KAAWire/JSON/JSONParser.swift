/// Reads JSON (RFC 8259) strictly: UTF-8, no name twice in an object, nothing after the value.
struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0
    private let maximumDepth: Int

    /// Reads a text.
    ///
    /// - Throws: ``WireError`` with the place, and never what stands there.
    static func parse(_ bytes: [UInt8], maximumDepth: Int) throws -> JSONValue {
        var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
        let value = try parser.value(depth: 1)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.error("more than one value") }
        return value
    }

    /// Whether a text is a number and nothing else.
    static func isNumber(_ text: String) -> Bool {
        var parser = JSONParser(bytes: Array(text.utf8), maximumDepth: 1)
        do {
            _ = try parser.number()
            return parser.current == nil
        } catch {
            return false
        }
    }

    private init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    private var current: UInt8? {
        self.position < self.bytes.count ? self.bytes[self.position] : nil
    }

    private func error(_ what: String) -> WireError {
        WireError(.invalidJSON, "The JSON has \(what) at byte \(self.position).")
    }

    private mutating func skipSpace() {
        while let byte = self.current, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D {
            self.position += 1
        }
    }

    private mutating func take(_ byte: Character) -> Bool {
        guard let value = byte.asciiValue, self.current == value else { return false }
        self.position += 1
        return true
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        guard depth <= self.maximumDepth else {
            throw WireError(.tooDeep, "The JSON is more than \(self.maximumDepth) deep.")
        }
        self.skipSpace()
        switch self.current {
        case UInt8(ascii: "{"): return try self.object(depth: depth)
        case UInt8(ascii: "["): return try self.array(depth: depth)
        case UInt8(ascii: "\""): return .string(try self.string())
        case UInt8(ascii: "t"): return try self.word("true", .bool(true))
        case UInt8(ascii: "f"): return try self.word("false", .bool(false))
        case UInt8(ascii: "n"): return try self.word("null", .null)
        default: return .number(try self.number())
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
        guard self.bytes[self.position...].starts(with: word.utf8) else { throw self.error("no value") }
        self.position += word.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        self.position += 1
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        self.skipSpace()
        if self.take("}") { return .object([]) }
        repeat {
            self.skipSpace()
            guard self.current == UInt8(ascii: "\"") else { throw self.error("no name") }
            let name = try self.string()
            guard names.insert(name).inserted else { throw self.error("a name twice") }
            self.skipSpace()
            guard self.take(":") else { throw self.error("no colon") }
            members.append(JSONValue.Member(name, try self.value(depth: depth + 1)))
            self.skipSpace()
        } while self.take(",")
        guard self.take("}") else { throw self.error("no end of an object") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws -> JSONValue {
        self.position += 1
        var elements: [JSONValue] = []
        self.skipSpace()
        if self.take("]") { return .array([]) }
        repeat {
            elements.append(try self.value(depth: depth + 1))
            self.skipSpace()
        } while self.take(",")
        guard self.take("]") else { throw self.error("no end of an array") }
        return .array(elements)
    }

    private mutating func digits() throws {
        let start = self.position
        while let byte = self.current, (0x30...0x39).contains(byte) { self.position += 1 }
        guard self.position > start else { throw self.error("no value") }
    }

    private mutating func number() throws -> String {
        let start = self.position
        _ = self.take("-")
        if !self.take("0") { try self.digits() }
        if self.take(".") { try self.digits() }
        if self.take("e") || self.take("E") {
            if !self.take("-") { _ = self.take("+") }
            try self.digits()
        }
        return String(decoding: self.bytes[start..<self.position], as: UTF8.self)
    }

    private mutating func string() throws -> String {
        self.position += 1
        var result: [UInt8] = []
        while let byte = self.current {
            self.position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: result, as: UTF8.self) else {
                    throw self.error("a string that is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try self.escape(into: &result)
            case 0..<0x20: throw self.error("a control character in a string")
            default: result.append(byte)
            }
        }
        throw self.error("no end of a string")
    }

    private mutating func escape(into result: inout [UInt8]) throws {
        guard let byte = self.current else { throw self.error("no end of a string") }
        self.position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"): result += Array(String(try self.scalar()).utf8)
        default: throw self.error("an escape that is not known")
        }
    }

    private mutating func scalar() throws -> Character {
        let first = try self.unit()
        var code = UInt32(first)
        if (0xD800..<0xDC00).contains(first) {
            guard self.take("\\"), self.take("u") else { throw self.error("half a character") }
            let second = try self.unit()
            guard (0xDC00..<0xE000).contains(second) else { throw self.error("half a character") }
            code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw self.error("half a character") }
        return Character(scalar)
    }

    private mutating func unit() throws -> UInt16 {
        guard self.position + 4 <= self.bytes.count,
            let text = String(validating: self.bytes[self.position..<self.position + 4], as: UTF8.self),
            text.allSatisfy(\.isHexDigit),
            let unit = UInt16(text, radix: 16)
        else { throw self.error("an escape that is not four digits") }
        self.position += 4
        return unit
    }
}

extension JSONValue {
    /// Reads a text.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8.
    ///   - maximumDepth: How deep objects and arrays may stand within one another.
    /// - Throws: ``WireError`` with the place, and never what stands there.
    package init(parsing bytes: [UInt8], maximumDepth: Int = WireLimits.standard.maximumJSONDepth) throws {
        self = try JSONParser.parse(bytes, maximumDepth: maximumDepth)
    }
}
