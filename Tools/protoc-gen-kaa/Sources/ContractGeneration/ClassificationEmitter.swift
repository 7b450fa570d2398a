import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// Writes what a message holds by class of data: the list of its fields, what is left of it, and which paths that is.
struct ClassificationEmitter {
    private static let classSet = "Set<Kaa.Kernel.V1.DataClass>"

    private let message: Descriptor
    private let owner: ContractOwner
    private let notes: LegalNotes
    private let shapes: [FieldShape]

    init(_ message: Descriptor, owner: ContractOwner, notes: LegalNotes) throws {
        self.message = message
        self.owner = owner
        self.notes = notes
        self.shapes = try message.fields.map(FieldShape.init)
    }

    func emit(to writer: inout CodeWriter) {
        writer.line()
        writer.block("extension \(Naming.swiftType(self.message.fullName)): ClassifiedMessage {") { writer in
            self.emitFields(to: &writer)
            self.emitParts(to: &writer)
            writer.line()
            self.emitRedaction(to: &writer)
            writer.line()
            self.emitPaths(to: &writer)
        }
    }

    private func emitFields(to writer: inout CodeWriter) {
        writer.line("/// The fields with the classes of their data.")
        let opening = "\(self.owner.access) static let fields: [FieldClassification] = ["
        writer.block(opening, closing: "]") { writer in
            for shape in self.shapes {
                let field = shape.field
                let dataClass = field.options.Kaa_Kernel_V1_dataClass
                let ownBoard = field.options.Kaa_Kernel_V1_ownBoard ? ", isOwnBoard: true" : ""
                let speaks = Self.speaksWhenBlank(shape) ? ", speaksWhenBlank: true" : ""
                let note = self.notes.note(of: field).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                writer.line(
                    "FieldClassification(name: \"\(field.name)\", dataClass: .\(dataClass),"
                        + " legalNote: \"\(note)\"\(ownBoard)\(speaks)),"
                )
            }
        }
    }

    private func emitParts(to writer: inout CodeWriter) {
        let parts = self.shapes.filter(Self.isPart)
        guard !parts.isEmpty else { return }
        writer.line()
        writer.line("/// The types of the parts that have fields of their own.")
        let opening = "\(self.owner.access) static let parts: [String: any ClassifiedMessage.Type] = ["
        writer.block(opening, closing: "]") { writer in
            for shape in parts {
                let type = shape.element.swiftType
                writer.line("\"\(shape.field.name)\": \(type).self,")
            }
        }
    }

    private func emitRedaction(to writer: inout CodeWriter) {
        writer.line("/// The message with no more than data of `classes`.")
        let kept = self.keptShapes
        let parameter = kept.isEmpty ? "to _" : "to classes"
        writer.block("\(self.owner.access) func redacted(\(parameter): \(Self.classSet)) -> Self {") { writer in
            guard !kept.isEmpty else {
                writer.line("Self()")
                return
            }
            writer.line("var result = Self()")
            for shape in kept { self.emitKeeping(shape, to: &writer) }
            writer.line("return result")
        }
    }

    private func emitKeeping(_ shape: FieldShape, to writer: inout CodeWriter) {
        let property = shape.property
        let condition = Self.condition(shape)
        if let oneof = shape.field.realContainingOneof {
            let choice = Naming.property(oneof.name)
            let conditions = ["case .\(property)(let value) = self.\(choice)"] + (condition.map { [$0] } ?? [])
            writer.block("if \(conditions.joined(separator: ", ")) {") {
                let part = Self.isPart(shape) ? "value.redacted(to: classes)" : "value"
                $0.line("result.\(choice) = .\(property)(\(part))")
            }
            return
        }
        let value =
            switch (Self.isPart(shape), shape.field.isRepeated) {
            case (false, _): "self.\(property)"
            case (true, false): "self.\(property)?.remainder(of: classes)"
            case (true, true): "self.\(property).compactMap { $0.remainder(of: classes) }"
            }
        let statement = "result.\(property) = \(value)"
        writer.line(condition.map { "if \($0) { \(statement) }" } ?? statement)
    }

    private func emitPaths(to writer: inout CodeWriter) {
        writer.line("/// The fields that `redacted(to:)` keeps and that are set, or say something without it.")
        let kept = self.keptShapes
        let parameter = kept.isEmpty ? "within _" : "within classes"
        let opening = "\(self.owner.access) func disclosedPaths(\(parameter): \(Self.classSet)) -> [String] {"
        writer.block(opening) { writer in
            guard !kept.isEmpty else {
                writer.line("[]")
                return
            }
            writer.line("var paths: [String] = []")
            for shape in kept { self.emitPath(shape, to: &writer) }
            writer.line("return paths")
        }
    }

    private func emitPath(_ shape: FieldShape, to writer: inout CodeWriter) {
        let name = shape.field.name
        var conditions = Self.condition(shape).map { [$0] } ?? []
        var statement = "paths.append(\"\(name)\")"
        let parts = "disclosedPaths(within: classes, under: \"\(name)\")"
        if let oneof = shape.field.realContainingOneof {
            let pattern = Self.isPart(shape) ? "let value" : "_"
            conditions.append("case .\(shape.property)(\(pattern)) = self.\(Naming.property(oneof.name))")
            if Self.isPart(shape) { statement = "paths += value.\(parts)" }
        } else if Self.isPart(shape) {
            statement =
                shape.field.isRepeated
                ? "paths += self.\(shape.property).\(parts)" : "paths += self.\(shape.property)?.\(parts) ?? []"
        } else if !shape.isToldWhenBlank {
            conditions.append("self.\(shape.property) != \(shape.defaultValue)")
        }
        writer.line(conditions.isEmpty ? statement : "if \(conditions.joined(separator: ", ")) { \(statement) }")
    }

    /// The fields of which something can be left: those with a class, and parts whose own fields have classes.
    private var keptShapes: [FieldShape] {
        self.shapes.filter { shape in
            let options = shape.field.options
            return !options.Kaa_Kernel_V1_ownBoard
                && (options.Kaa_Kernel_V1_dataClass != .unspecified || Self.isPart(shape))
        }
    }

    /// Whether the field holds messages that have classes of their own.
    private static func isPart(_ shape: FieldShape) -> Bool {
        MessageWalk.isPart(shape.field)
    }

    /// Whether a reader takes the field's absence for a value.
    ///
    /// Of a part, the part's own fields tell.
    private static func speaksWhenBlank(_ shape: FieldShape) -> Bool {
        guard !Self.isPart(shape) else { return false }
        return shape.isToldWhenBlank || shape.field.hasPresence || shape.field.name.hasSuffix("page_token")
    }

    private static func condition(_ shape: FieldShape) -> String? {
        let dataClass = shape.field.options.Kaa_Kernel_V1_dataClass
        return dataClass == .unspecified ? nil : "classes.contains(.\(dataClass))"
    }
}
