private import Foundation

/// Writes JSON as an encoding.
struct JSONEncoding {
    private let transcoder: JSONTranscoder
    private let depth: Int

    init(_ transcoder: JSONTranscoder, depth: Int) throws {
        guard depth <= transcoder.limits.maximumDepth else {
            throw WireError(.tooDeep, "The JSON is more than \(transcoder.limits.maximumDepth) messages deep.")
        }
        self.transcoder = transcoder
        self.depth = depth
    }

    func message(_ json: JSONValue, _ schema: MessageSchema, path: String) throws -> [UInt8] {
        if let special = try WellKnownJSON(self.transcoder, depth: self.depth).bytes(schema.name, json, path: path) {
            return special
        }
        guard case .object(let members) = json else { throw Self.error(path, "is not an object") }
        var writer = FieldWriter()
        var seen: Set<Int> = []
        var oneofs: Set<Int> = []
        for member in members {
            guard let field = schema.field(named: member.name) else { throw Self.unknown(member.name, in: path) }
            let here = path.isEmpty ? member.name : "\(path).\(member.name)"
            guard seen.insert(field.number).inserted else { throw Self.error(here, "stands twice") }
            if member.value == .null { continue }
            if let oneof = field.oneof, !oneofs.insert(oneof).inserted {
                throw Self.error(here, "excludes another field that is there")
            }
            try self.field(member.value, field, path: here, to: &writer)
        }
        return writer.bytes
    }

    private func field(
        _ json: JSONValue,
        _ field: FieldSchema,
        path: String,
        to writer: inout FieldWriter
    ) throws {
        guard field.isRepeated else { return try self.single(json, field, path: path, to: &writer) }
        if field.kind == .message {
            let schema = try self.transcoder.pool.message(field.typeName)
            if schema.isMapEntry { return try self.map(json, field, schema, path: path, to: &writer) }
        }
        guard case .array(let elements) = json else { throw Self.error(path, "is not an array") }
        for (index, element) in elements.enumerated() {
            try self.single(element, field, path: "\(path)[\(index)]", to: &writer)
        }
    }

    private func map(
        _ json: JSONValue,
        _ field: FieldSchema,
        _ entry: MessageSchema,
        path: String,
        to writer: inout FieldWriter
    ) throws {
        guard case .object(let members) = json else { throw Self.error(path, "is not an object") }
        guard let key = entry.field(1), let value = entry.field(2) else {
            throw WireError(.invalidSchema, "The message '\(entry.name)' is no map entry.")
        }
        for member in members {
            var content = FieldWriter()
            try self.single(try Self.mapKey(member.name, key, path: path), key, path: path, to: &content)
            try self.single(member.value, value, path: path, to: &content)
            writer.lengthDelimited(field.number, content.bytes)
        }
    }

    private static func mapKey(_ text: String, _ key: FieldSchema, path: String) throws -> JSONValue {
        guard key.kind == .bool else { return .string(text) }
        guard ["true", "false"].contains(text) else { throw self.error(path, "has a key that is not true or false") }
        return .bool(text == "true")
    }

    private func single(
        _ json: JSONValue,
        _ field: FieldSchema,
        path: String,
        to writer: inout FieldWriter
    ) throws {
        switch field.kind {
        case .string:
            guard case .string(let text) = json else { throw Self.error(path, "is not a string") }
            writer.lengthDelimited(field.number, Array(text.utf8))
        case .bytes:
            guard case .string(let text) = json, let data = Self.base64(text) else {
                throw Self.error(path, "is not base64")
            }
            writer.lengthDelimited(field.number, [UInt8](data))
        case .message, .group:
            let schema = try self.transcoder.pool.message(field.typeName)
            let content = try JSONEncoding(self.transcoder, depth: self.depth + 1).message(json, schema, path: path)
            writer.lengthDelimited(field.number, content)
        default:
            try self.number(json, field, path: path, to: &writer)
        }
    }

    private func number(
        _ json: JSONValue,
        _ field: FieldSchema,
        path: String,
        to writer: inout FieldWriter
    ) throws {
        let number = field.number
        switch field.kind {
        case .double:
            writer.tag(number, wireType: 1)
            writer.fixed((try Self.real(json, path) as Double).bitPattern)
        case .float:
            writer.tag(number, wireType: 5)
            writer.fixed((try Self.real(json, path) as Float).bitPattern)
        case .fixed64, .sfixed64:
            let isSigned = field.kind == .sfixed64
            let bits = try isSigned ? UInt64(bitPattern: Self.integer(json, path)) : Self.integer(json, path)
            writer.tag(number, wireType: 1)
            writer.fixed(bits)
        case .fixed32, .sfixed32:
            let isSigned = field.kind == .sfixed32
            let bits = try isSigned ? UInt32(bitPattern: Self.integer(json, path)) : Self.integer(json, path)
            writer.tag(number, wireType: 5)
            writer.fixed(bits)
        default:
            let bits = try self.varint(json, field, path: path)
            writer.tag(number, wireType: 0)
            writer.varint(bits)
        }
    }

    private func varint(_ json: JSONValue, _ field: FieldSchema, path: String) throws -> UInt64 {
        switch field.kind {
        case .bool:
            guard case .bool(let flag) = json else { throw Self.error(path, "is not true or false") }
            return flag ? 1 : 0
        case .enum:
            if case .string(let name) = json, !JSONParser.isNumber(name) {
                guard let number = try self.transcoder.pool.enumeration(field.typeName).numbers[name] else {
                    throw Self.error(path, "is no value of the enum")
                }
                return UInt64(bitPattern: Int64(number))
            }
            return UInt64(bitPattern: Int64(try Self.integer(json, path) as Int32))
        case .int32: return UInt64(bitPattern: Int64(try Self.integer(json, path) as Int32))
        case .uint32: return UInt64(try Self.integer(json, path) as UInt32)
        case .uint64: return try Self.integer(json, path)
        case .sint32:
            let value: Int32 = try Self.integer(json, path)
            return UInt64(UInt32(bitPattern: (value << 1) ^ (value >> 31)))
        case .sint64:
            let value: Int64 = try Self.integer(json, path)
            return UInt64(bitPattern: (value << 1) ^ (value >> 63))
        default: return UInt64(bitPattern: try Self.integer(json, path) as Int64)
        }
    }

    private static func integer<Integer: FixedWidthInteger>(_ json: JSONValue, _ path: String) throws -> Integer {
        let text: String
        switch json {
        case .number(let digits), .string(let digits): text = digits
        default: throw self.error(path, "is not an integer")
        }
        guard let value: Integer = JSONNumber.integer(text) else {
            throw self.error(path, "is not an integer, or out of range")
        }
        return value
    }

    private static func real<Real: BinaryFloatingPoint & LosslessStringConvertible>(
        _ json: JSONValue,
        _ path: String
    ) throws -> Real {
        switch json {
        case .string("NaN"): return .nan
        case .string("Infinity"): return .infinity
        case .string("-Infinity"): return -.infinity
        case .number(let text), .string(let text):
            guard let value: Real = JSONNumber.real(text) else {
                throw self.error(path, "is not a number, or out of range")
            }
            return value
        default: throw self.error(path, "is not a number")
        }
    }

    /// Reads base64 in either alphabet, padded or not.
    private static func base64(_ text: String) -> Data? {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/").trimmingSuffix { $0 == "=" }
        return Data(base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4))
    }

    /// The error of a name that no field has, which is repeated only if it looks like a field's and not like content.
    private static func unknown(_ name: String, in path: String) -> WireError {
        let isLikeAField =
            name.utf8.count <= 64 && name.first?.isLetter == true
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        if isLikeAField { return self.error(path.isEmpty ? name : "\(path).\(name)", "is not known") }
        return self.error(path, "has a field that is not known")
    }

    static func error(_ path: String, _ what: String) -> WireError {
        WireError(.invalidJSON, path.isEmpty ? "The message \(what)." : "The field '\(path)' \(what).")
    }
}

extension String {
    /// The text without the characters at its end that fulfil `predicate`.
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, predicate(last) { text.removeLast() }
        return String(text)
    }
}
