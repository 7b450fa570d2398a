import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// Writes the struct of a message and how it is read from C and written to C.
struct MessageEmitter {
    private let message: Descriptor
    private let owner: ContractOwner
    private let fields: [FieldShape]
    private let plainFields: [FieldShape]
    private let oneofs: [(oneof: OneofDescriptor, fields: [FieldShape])]

    init(_ message: Descriptor, owner: ContractOwner) throws {
        self.message = message
        self.owner = owner
        self.fields = try message.fields.map(FieldShape.init)
        self.plainFields = self.fields.filter { $0.field.realContainingOneof == nil }
        let fields = self.fields
        self.oneofs = message.realOneofs.map { oneof in
            (oneof, fields.filter { $0.field.realContainingOneof === oneof })
        }
    }

    private var swiftType: String { Naming.swiftType(self.message.fullName) }
    private var cType: String { Naming.cType(self.message.fullName) }

    /// Writes the struct, and the types declared in it.
    func emitDeclaration(to writer: inout CodeWriter) throws {
        let access = self.owner.access
        writer.document(Comments.of(self.message), fallback: "The message `\(self.message.fullName)`.")
        try writer.block("\(access) struct \(Naming.typeName(self.message.name)): Hashable, Sendable {") { writer in
            for shape in self.plainFields {
                writer.document(Comments.of(shape.field), fallback: "The field `\(shape.field.name)`.")
                writer.line("\(access) var \(shape.declaredProperty): \(shape.swiftType) = \(shape.defaultValue)")
            }
            for (oneof, _) in self.oneofs {
                writer.document(Comments.of(oneof), fallback: "The choice `\(oneof.name)`.")
                writer.line("\(access) var \(Naming.declaredProperty(oneof.name)): \(Naming.upperCamel(oneof.name))?")
            }
            writer.line()
            writer.line("/// Creates an empty message.")
            writer.line("\(access) init() {}")
            self.emitMemberwiseInitializer(to: &writer)
            for (oneof, fields) in self.oneofs {
                self.emitChoice(oneof, fields, to: &writer)
            }
            for nested in self.message.enums {
                writer.line()
                EnumEmitter(nested, owner: self.owner).emit(to: &writer)
            }
            for nested in self.message.messages where !nested.options.mapEntry {
                writer.line()
                try MessageEmitter(nested, owner: self.owner).emitDeclaration(to: &writer)
            }
        }
    }

    private func emitMemberwiseInitializer(to writer: inout CodeWriter) {
        guard !self.message.fields.isEmpty else { return }
        writer.line()
        writer.line("/// Creates a message with the fields given.")
        writer.block("\(self.owner.access) init(", closing: ") {") { writer in
            var parameters = self.plainFields.map {
                "\($0.property): \($0.swiftType) = \($0.defaultValue)"
            }
            parameters += self.oneofs.map { oneof, _ in
                "\(Naming.property(oneof.name)): \(Naming.upperCamel(oneof.name))? = nil"
            }
            for (index, parameter) in parameters.enumerated() {
                writer.line(parameter + (index + 1 < parameters.count ? "," : ""))
            }
        }
        let names = self.plainFields.map(\.field.name) + self.oneofs.map(\.oneof.name)
        for name in names {
            writer.line("    self.\(Naming.property(name)) = \(Naming.declaredProperty(name))")
        }
        writer.line("}")
    }

    private func emitChoice(_ oneof: OneofDescriptor, _ fields: [FieldShape], to writer: inout CodeWriter) {
        writer.line()
        writer.document(Comments.of(oneof), fallback: "The choice `\(oneof.name)`.")
        writer.block("\(self.owner.access) enum \(Naming.upperCamel(oneof.name)): Hashable, Sendable {") { writer in
            for shape in fields {
                writer.document(Comments.of(shape.field), fallback: "The field `\(shape.field.name)`.")
                writer.line("case \(shape.declaredProperty)(\(shape.element.swiftType))")
            }
        }
    }

    /// Writes the conformance that reads from C and writes to C, for the message and those declared in it.
    func emitConformance(to writer: inout CodeWriter) throws {
        let access = self.owner.access
        writer.line()
        writer.block("extension \(self.swiftType): GeneratedMessage {") { writer in
            writer.line("\(access) static let wireName = \"\(self.message.fullName)\"")
            writer.line()
            writer.line(
                "\(access) static let wireDescriptor = unsafe WireDescriptor(\(self.cType).self)"
                    + " { unsafe \(Naming.cFunction(self.message.fullName))__init($0) }"
            )
            writer.line()
            writer.block("\(access) init(wire: WireStruct, reader: WireReader) throws {") { writer in
                writer.line("self.init()")
                guard !self.fields.isEmpty else { return }
                writer.line("let c = unsafe wire.pointer(to: \(self.cType).self)")
                for shape in self.plainFields { self.emitReading(shape, to: &writer) }
                for (oneof, fields) in self.oneofs { self.emitReadingChoice(oneof, fields, to: &writer) }
            }
            writer.line()
            writer.block("\(access) func wireFill(_ wire: WireStruct, writer: WireWriter) throws {") { writer in
                guard !self.fields.isEmpty else { return }
                writer.line("let c = unsafe wire.pointer(to: \(self.cType).self)")
                for shape in self.plainFields { self.emitWriting(shape, to: &writer) }
                for (oneof, fields) in self.oneofs { self.emitWritingChoice(oneof, fields, to: &writer) }
            }
        }
        for nested in self.message.messages where !nested.options.mapEntry {
            try MessageEmitter(nested, owner: self.owner).emitConformance(to: &writer)
        }
    }

    private func emitReading(_ shape: FieldShape, to writer: inout CodeWriter) {
        let c = "c.pointee.\(shape.member)"
        let name = shape.field.name
        switch shape.arity {
        case .single:
            writer.line("self.\(shape.property) = \(shape.element.reading(c, name: name))")
        case .optional:
            if case .message(let type) = shape.element {
                writer.line("self.\(shape.property) = try unsafe reader.optionalMessage(\(c), as: \(type).self)")
            } else {
                writer.block("if unsafe c.pointee.\(shape.presenceMember).rawValue == \(shape.field.number) {") {
                    $0.line("self.\(shape.property) = \(shape.element.reading(c, name: name))")
                }
            }
        case .repeated:
            let count = "c.pointee.\(shape.countMember)"
            let call =
                switch shape.element {
                case .string: "try unsafe reader.strings(\(count), \(c), \"\(name)\")"
                case .bytes: "unsafe reader.byteStrings(\(count), \(c))"
                case .bool: "unsafe reader.bools(\(count), \(c))"
                case .scalar: "unsafe reader.scalars(\(count), \(c))"
                case .real: "unsafe reader.reals(\(count), \(c))"
                case .enumeration(let type): "unsafe reader.enums(\(count), \(c), as: \(type).self)"
                case .message(let type): "try unsafe reader.messages(\(count), \(c), as: \(type).self)"
                }
            writer.line("self.\(shape.property) = \(call)")
        case .map(let key, let value, _):
            writer.block("for index in 0..<Int(unsafe c.pointee.\(shape.countMember)) {") { writer in
                writer.line("guard let entry = unsafe \(c)[index] else { continue }")
                writer.line("let key = \(key.reading("entry.pointee.key", name: name))")
                writer.line("self.\(shape.property)[key] = \(value.reading("entry.pointee.value", name: name))")
            }
        }
    }

    private func emitWriting(_ shape: FieldShape, to writer: inout CodeWriter) {
        let c = "c.pointee.\(shape.member)"
        let name = shape.field.name
        switch shape.arity {
        case .single:
            writer.line(shape.element.writing("self.\(shape.property)", to: c, name: name))
        case .optional:
            writer.block("if let value = self.\(shape.property) {") { writer in
                if case .message = shape.element {
                } else {
                    writer.line("unsafe c.pointee.\(shape.presenceMember) = .init(rawValue: \(shape.field.number))")
                }
                writer.line(shape.element.writing("value", to: c, name: name))
            }
        case .repeated:
            let call =
                switch shape.element {
                case .string: "writer.strings(self.\(shape.property), \"\(name)\")"
                case .bytes: "writer.byteStrings(self.\(shape.property))"
                case .bool: "writer.bools(self.\(shape.property))"
                case .scalar: "writer.scalars(self.\(shape.property))"
                case .real: "writer.reals(self.\(shape.property))"
                case .enumeration: "writer.enums(self.\(shape.property))"
                case .message: "writer.messages(self.\(shape.property))"
                }
            writer.line("unsafe (c.pointee.\(shape.countMember), \(c)) = try \(call)")
        case .map(let key, let value, let entry):
            let type = Naming.cType(entry.fullName)
            let initialize = Naming.cFunction(entry.fullName) + "__init"
            writer.line(
                "let \(shape.property)Entries = try unsafe writer.pointers(to: \(type).self,"
                    + " count: self.\(shape.property).count)"
            )
            writer.block(
                "for (index, pair) in self.\(shape.property).sorted(by: { \(key.ordering) }).enumerated() {"
            ) { writer in
                writer.line("let entry = try unsafe writer.allocate(\(type).self)")
                writer.line("unsafe \(initialize)(entry)")
                writer.line(key.writing("pair.key", to: "entry.pointee.key", name: name))
                writer.line(value.writing("pair.value", to: "entry.pointee.value", name: name))
                writer.line("unsafe \(shape.property)Entries[index] = unsafe entry")
            }
            writer.line("unsafe c.pointee.\(shape.countMember) = self.\(shape.property).count")
            writer.line("unsafe \(c) = unsafe \(shape.property)Entries")
        }
    }

    private func emitReadingChoice(_ oneof: OneofDescriptor, _ fields: [FieldShape], to writer: inout CodeWriter) {
        writer.line("switch unsafe c.pointee.\(Naming.cMember(oneof.name))_case.rawValue {")
        for shape in fields {
            let value = shape.element.reading("c.pointee.\(shape.member)", name: shape.field.name)
            writer.line("case \(shape.field.number):")
            writer.line("    self.\(Naming.property(oneof.name)) = .\(shape.property)(\(value))")
        }
        writer.line("default:")
        writer.line("    break")
        writer.line("}")
    }

    private func emitWritingChoice(_ oneof: OneofDescriptor, _ fields: [FieldShape], to writer: inout CodeWriter) {
        writer.line("switch self.\(Naming.property(oneof.name)) {")
        for shape in fields {
            writer.line("case .\(shape.property)(let value):")
            writer.line(
                "    unsafe c.pointee.\(Naming.cMember(oneof.name))_case = .init(rawValue: \(shape.field.number))"
            )
            let member = "c.pointee.\(shape.member)"
            writer.line("    " + shape.element.writing("value", to: member, name: shape.field.name))
        }
        writer.line("case nil:")
        writer.line("    break")
        writer.line("}")
    }
}
