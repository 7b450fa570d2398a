import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// How a field looks in Swift and in C.
struct FieldShape {
    enum Element {
        case string
        case bytes
        case bool
        case scalar(String)
        /// A real number, which C holds by its bits: the C library takes -0 for 0 and would leave it out.
        case real(String)
        case enumeration(String)
        case message(String)
    }

    enum Arity {
        case single
        /// `optional`, or a singular message.
        case optional
        case repeated
        case map(key: Element, value: Element, entry: Descriptor)
    }

    let element: Element
    let arity: Arity
    let field: FieldDescriptor

    init(_ field: FieldDescriptor) throws {
        self.field = field
        self.element = try Self.element(of: field)
        if field.isMap, let entry = field.messageType, let pair = entry.mapKeyAndValue {
            self.arity = .map(
                key: try Self.element(of: pair.key),
                value: try Self.element(of: pair.value),
                entry: entry
            )
        } else if field.isRepeated {
            self.arity = .repeated
        } else if field.hasPresence, field.realContainingOneof == nil {
            self.arity = .optional
        } else {
            self.arity = .single
        }
    }

    private static func element(of field: FieldDescriptor) throws -> Element {
        switch field.type {
        case .string: .string
        case .bytes: .bytes
        case .bool: .bool
        case .int32, .sint32, .sfixed32: .scalar("Int32")
        case .int64, .sint64, .sfixed64: .scalar("Int64")
        case .uint32, .fixed32: .scalar("UInt32")
        case .uint64, .fixed64: .scalar("UInt64")
        case .float: .real("Float")
        case .double: .real("Double")
        case .enum: .enumeration(Naming.swiftType(field.enumType.fullName))
        case .message: .message(Naming.swiftType(field.messageType.fullName))
        case .group: throw ContractProblem("\(field.fullName) is a group; contracts have none.")
        }
    }

    /// The type of the Swift property.
    var swiftType: String {
        switch self.arity {
        case .single: self.element.swiftType
        case .optional: self.element.swiftType + "?"
        case .repeated: "[\(self.element.swiftType)]"
        case .map(let key, let value, _): "[\(key.swiftType): \(value.swiftType)]"
        }
    }

    /// The value of the Swift property in an empty message.
    var defaultValue: String {
        switch self.arity {
        case .single: self.element.defaultValue
        case .optional: "nil"
        case .repeated: "[]"
        case .map: "[:]"
        }
    }

    /// Whether the empty value tells as much as any other: `false`, 0, none of a list.
    var isToldWhenBlank: Bool {
        switch (self.arity, self.element) {
        case (.repeated, _), (.map, _): true
        case (.single, .bool), (.single, .scalar), (.single, .real): self.field.realContainingOneof == nil
        case (.single, _), (.optional, _): false
        }
    }

    var property: String { Naming.property(self.field.name) }
    var declaredProperty: String { Naming.declaredProperty(self.field.name) }
    var member: String { Naming.cMember(self.field.name) }
    var countMember: String { "n_" + self.member }

    /// The C member that tells whether an `optional` field is present.
    var presenceMember: String { "_\(self.field.name.lowercased())_case" }
}

extension FieldShape.Element {
    var swiftType: String {
        switch self {
        case .string: "String"
        case .bytes: "[UInt8]"
        case .bool: "Bool"
        case .scalar(let type), .real(let type), .enumeration(let type), .message(let type): type
        }
    }

    var defaultValue: String {
        switch self {
        case .string: "\"\""
        case .bytes: "[]"
        case .bool: "false"
        case .scalar, .real: "0"
        case .enumeration(let type): "\(type)(rawValue: 0)"
        case .message(let type): "\(type)()"
        }
    }

    /// The Swift expression that tells whether one entry of a map stands before another in the encoding.
    var ordering: String {
        switch self {
        case .string: "$0.key.utf8.lexicographicallyPrecedes($1.key.utf8)"
        case .bool: "!$0.key && $1.key"
        default: "$0.key < $1.key"
        }
    }

    /// The Swift expression that reads one value from the C expression.
    func reading(_ c: String, name: String) -> String {
        switch self {
        case .string: "try unsafe reader.string(\(c), \"\(name)\")"
        case .bytes: "unsafe reader.bytes(\(c))"
        case .bool: "unsafe \(c) != 0"
        case .scalar: "unsafe \(c)"
        case .real(let type): "unsafe \(type)(bitPattern: \(c))"
        case .enumeration(let type): "unsafe \(type)(rawValue: Int32(bitPattern: \(c).rawValue))"
        case .message(let type): "try unsafe reader.message(\(c), as: \(type).self)"
        }
    }

    /// The Swift statement that writes `value` to the C expression.
    func writing(_ value: String, to c: String, name: String) -> String {
        switch self {
        case .string: "unsafe \(c) = try writer.string(\(value), \"\(name)\")"
        case .bytes: "unsafe \(c) = try writer.bytes(\(value))"
        case .bool: "unsafe \(c) = \(value) ? 1 : 0"
        case .scalar: "unsafe \(c) = \(value)"
        case .real: "unsafe \(c) = \(value).bitPattern"
        case .enumeration: "unsafe \(c) = .init(rawValue: UInt32(bitPattern: \(value).rawValue))"
        case .message: "unsafe \(c) = try writer.message(\(value))"
        }
    }
}
