private import Foundation

/// Reads an encoding into JSON.
struct JSONDecoding {
    private let transcoder: JSONTranscoder
    private let depth: Int

    init(_ transcoder: JSONTranscoder, depth: Int) throws {
        guard depth <= transcoder.limits.maximumDepth else {
            throw WireError(.tooDeep, "Messages stand more than \(transcoder.limits.maximumDepth) deep in one another.")
        }
        self.transcoder = transcoder
        self.depth = depth
    }

    func message(_ bytes: UnsafeRawBufferPointer, _ schema: MessageSchema) throws -> JSONValue {
        let values = try unsafe self.values(bytes, schema)
        if let special = try WellKnownJSON(self.transcoder, depth: self.depth).json(schema.name, values) {
            return special
        }
        var members: [JSONValue.Member] = []
        for field in schema.fields {
            guard let found = values[field.number] else { continue }
            members.append(JSONValue.Member(field.jsonName, try self.value(found, of: field)))
        }
        return .object(members)
    }

    /// The JSON of each field that is set, by number.
    private func values(_ bytes: UnsafeRawBufferPointer, _ schema: MessageSchema) throws -> [Int: [JSONValue]] {
        var values: [Int: [JSONValue]] = [:]
        // A message that there is one of may stand in parts, which in a row are an encoding of what they merge to.
        var parts: [Int: [UInt8]] = [:]
        var scanner = unsafe FieldScanner(bytes)
        while let (number, value) = try scanner.next() {
            guard let field = schema.field(number) else { continue }
            for sibling in schema.siblings(of: field) {
                values[sibling] = nil
                parts[sibling] = nil
            }
            if field.isRepeated {
                let elements = try unsafe self.elements(value, field, in: bytes)
                if !elements.isEmpty {
                    values[number, default: []] += elements
                }
            } else if field.kind == .message, case .bytes(let range) = value {
                unsafe parts[number, default: []].append(contentsOf: bytes[range])
            } else if !field.hasPresence, Self.isDefault(value, of: field) {
                values[number] = nil
            } else {
                values[number] = [try unsafe self.single(value, field, in: bytes)]
            }
        }
        for (number, content) in parts {
            guard let field = schema.field(number) else { continue }
            values[number] = [try self.nested(content, field)]
        }
        return values
    }

    private func nested(_ content: [UInt8], _ field: FieldSchema) throws -> JSONValue {
        let schema = try self.transcoder.pool.message(field.typeName)
        let decoding = try JSONDecoding(self.transcoder, depth: self.depth + 1)
        return try unsafe content.withUnsafeBytes { try unsafe decoding.message($0, schema) }
    }

    private static func isDefault(_ value: FieldScanner.Value, of field: FieldSchema) -> Bool {
        switch (value, field.kind) {
        case (.varint(let bits), .int32), (.varint(let bits), .uint32), (.varint(let bits), .sint32),
            (.varint(let bits), .enum):
            UInt32(truncatingIfNeeded: bits) == 0
        case (.varint(let bits), _), (.fixed64(let bits), _): bits == 0
        case (.fixed32(let bits), _): bits == 0
        case (.bytes(let range), .string), (.bytes(let range), .bytes): range.isEmpty
        case (.bytes, _): false
        }
    }

    private func value(_ found: [JSONValue], of field: FieldSchema) throws -> JSONValue {
        guard field.isRepeated else { return found.last ?? .null }
        guard field.kind == .message else { return .array(found) }
        let schema = try self.transcoder.pool.message(field.typeName)
        guard schema.isMapEntry else { return .array(found) }
        guard let key = schema.field(1), let value = schema.field(2) else {
            throw WireError(.invalidSchema, "The message '\(schema.name)' is no map entry.")
        }
        var members: [JSONValue.Member] = []
        var places: [String: Int] = [:]
        for entry in found {
            let name = Self.mapKey(try entry["key"] ?? self.defaultValue(of: key))
            let member = JSONValue.Member(name, try entry["value"] ?? self.defaultValue(of: value))
            if let place = places[name] {
                members[place] = member
            } else {
                places[name] = members.count
                members.append(member)
            }
        }
        return .object(members)
    }

    private static func mapKey(_ key: JSONValue) -> String {
        switch key {
        case .bool(let flag): flag ? "true" : "false"
        case .string(let text), .number(let text): text
        case .null, .array, .object: ""
        }
    }

    /// The JSON of a field of a map entry that does not stand in it.
    private func defaultValue(of field: FieldSchema) throws -> JSONValue {
        switch field.kind {
        case .string, .bytes: .string("")
        case .bool: .bool(false)
        case .int64, .uint64, .sint64, .fixed64, .sfixed64: .string("0")
        case .enum: try self.enumeration(0, field)
        case .message, .group: try self.nested([], field)
        case .double, .float, .int32, .uint32, .sint32, .fixed32, .sfixed32: .number("0")
        }
    }

    private func elements(
        _ value: FieldScanner.Value,
        _ field: FieldSchema,
        in bytes: UnsafeRawBufferPointer
    ) throws -> [JSONValue] {
        switch (value, field.kind) {
        case (.bytes, .string), (.bytes, .bytes), (.bytes, .message): [try unsafe self.single(value, field, in: bytes)]
        case (.bytes(let range), _): try unsafe self.packed(UnsafeRawBufferPointer(rebasing: bytes[range]), field)
        default: [try self.scalar(value, field)]
        }
    }

    private func single(
        _ value: FieldScanner.Value,
        _ field: FieldSchema,
        in bytes: UnsafeRawBufferPointer
    ) throws -> JSONValue {
        guard case .bytes(let range) = value else { return try self.scalar(value, field) }
        let content = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
        switch field.kind {
        case .string:
            guard let text = unsafe String(validating: content, as: UTF8.self) else {
                throw WireError(.invalidUTF8, "The field '\(field.name)' is not UTF-8.")
            }
            return .string(text)
        case .bytes:
            return .string(unsafe Data(content).base64EncodedString())
        case .message:
            return try unsafe self.nested([UInt8](content), field)
        default:
            return try self.scalar(value, field)
        }
    }

    private func packed(_ content: UnsafeRawBufferPointer, _ field: FieldSchema) throws -> [JSONValue] {
        var result: [JSONValue] = []
        var scanner = unsafe FieldScanner(content)
        while !scanner.isAtEnd {
            switch field.kind {
            case .double, .fixed64, .sfixed64:
                result.append(try self.scalar(.fixed64(try scanner.fixed(UInt64.self)), field))
            case .float, .fixed32, .sfixed32:
                result.append(try self.scalar(.fixed32(try scanner.fixed(UInt32.self)), field))
            default:
                result.append(try self.scalar(.varint(try scanner.varint()), field))
            }
        }
        return result
    }

    private func scalar(_ value: FieldScanner.Value, _ field: FieldSchema) throws -> JSONValue {
        switch (field.kind, value) {
        case (.double, .fixed64(let bits)): Self.real(Double(bitPattern: bits))
        case (.float, .fixed32(let bits)): Self.real(Float(bitPattern: bits))
        case (.int64, .varint(let bits)), (.sfixed64, .fixed64(let bits)): .string("\(Int64(bitPattern: bits))")
        case (.uint64, .varint(let bits)), (.fixed64, .fixed64(let bits)): .string("\(bits)")
        case (.sint64, .varint(let bits)): .string("\(Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1))")
        case (.int32, .varint(let bits)): .number("\(Int32(truncatingIfNeeded: bits))")
        case (.sfixed32, .fixed32(let bits)): .number("\(Int32(bitPattern: bits))")
        case (.uint32, .varint(let bits)): .number("\(UInt32(truncatingIfNeeded: bits))")
        case (.fixed32, .fixed32(let bits)): .number("\(bits)")
        case (.sint32, .varint(let bits)): .number("\(Self.zigZag(UInt32(truncatingIfNeeded: bits)))")
        case (.bool, .varint(let bits)): .bool(bits != 0)
        case (.enum, .varint(let bits)): try self.enumeration(Int32(truncatingIfNeeded: bits), field)
        default: throw WireError(.malformed, "The field '\(field.name)' has another type on the wire.")
        }
    }

    private static func zigZag(_ bits: UInt32) -> Int32 {
        Int32(bitPattern: bits >> 1) ^ -Int32(bitPattern: bits & 1)
    }

    private func enumeration(_ number: Int32, _ field: FieldSchema) throws -> JSONValue {
        let schema = try self.transcoder.pool.enumeration(field.typeName)
        return schema.name(of: number).map { .string($0) } ?? .number("\(number)")
    }

    private static func real(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> JSONValue {
        if value.isNaN { return .string("NaN") }
        if value.isInfinite { return .string(value < 0 ? "-Infinity" : "Infinity") }
        let text = value.description
        return .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }
}
