import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// A way from a message to a field in it, through the messages it is made of.
struct FieldPath {
    /// The fields passed, the last one the end.
    let fields: [FieldDescriptor]

    init(_ fields: [FieldDescriptor]) {
        self.fields = fields
    }

    /// Finds a dotted path, which must end in a string.
    ///
    /// - Throws: ``ContractProblem`` if there is no such path.
    init(_ path: String, in message: Descriptor) throws {
        var fields: [FieldDescriptor] = []
        var current: Descriptor? = message
        for name in path.split(separator: ".") {
            guard let field = current?.fields.first(where: { $0.name == name }) else {
                throw ContractProblem("The path '\(path)' does not fit \(message.fullName).")
            }
            fields.append(field)
            current = field.messageType
        }
        guard fields.last?.type == .string else {
            throw ContractProblem("The path '\(path)' in \(message.fullName) does not end in a string.")
        }
        self.fields = fields
    }

    /// The names along the way: `young_person.given_name`.
    var text: String { self.fields.map(\.name).joined(separator: ".") }

    /// A Swift expression for all values at the end of the way, which begins at the constant `message`.
    var expression: String {
        self.fields.reduce("[message]") { expression, field in
            let property = Naming.property(field.name)
            if let oneof = field.realContainingOneof {
                let choice = "if case .\(property)(let value) = $0.\(Naming.property(oneof.name))"
                return expression + ".compactMap { \(choice) { value } else { nil } }"
            }
            if field.isRepeated { return expression + ".flatMap { $0.\(property) }" }
            return expression + (field.hasPresence ? ".compactMap" : ".map") + " { $0.\(property) }"
        }
    }

    /// The ways from a message to every field that `wanted` picks, in the order of the contract.
    ///
    /// - Parameters:
    ///   - message: Where the ways begin; it cannot contain itself.
    ///   - wanted: Whether a field is an end.
    /// - Returns: The ways. None goes through a field that is an end.
    static func all(in message: Descriptor, where wanted: (FieldDescriptor) -> Bool) -> [FieldPath] {
        message.fields.flatMap { field -> [FieldPath] in
            if wanted(field) { return [FieldPath([field])] }
            guard MessageWalk.isPart(field), let type = field.messageType else { return [] }
            return self.all(in: type, where: wanted).map { FieldPath([field] + $0.fields) }
        }
    }
}
