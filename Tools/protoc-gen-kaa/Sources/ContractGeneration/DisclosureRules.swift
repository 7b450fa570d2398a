import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// What may go from one board to another: answers to calls with a ground, and events that are disclosed on one.
enum DisclosureRules {
    /// Checks the methods and events of a file.
    ///
    /// - Throws: ``ContractProblem`` naming the method, or the value with the message and the path that lead to it.
    static func check(_ file: FileDescriptor) throws {
        for method in file.services.flatMap(\.methods) { try self.check(method) }
        let events = Set(EventEmitter.events(in: file).map(\.fullName))
        for message in MessageWalk.declared(in: file.messages) {
            let grounds = message.options.Kaa_Kernel_V1_disclosedOn
            guard !grounds.isEmpty else { continue }
            guard events.contains(message.fullName) else {
                throw ContractProblem(
                    "\(message.fullName) has (kaa.kernel.v1.disclosed_on) and is no event:"
                        + " events stand in a file whose name ends in _events.proto."
                )
            }
            guard !grounds.contains(.unspecified) else {
                throw ContractProblem(
                    "\(message.fullName) is disclosed on LEGAL_GROUND_UNSPECIFIED, which is no ground."
                )
            }
            try self.checkValues(in: message)
        }
    }

    private static func check(_ method: MethodDescriptor) throws {
        let grounds = method.options.Kaa_Kernel_V1_policy.grounds
        guard !grounds.isEmpty else { return }
        if method.clientStreaming || method.serverStreaming {
            throw ContractProblem(
                "\(method.fullName) streams and has grounds: only the answer of a unary method can go to another board."
            )
        }
        guard !grounds.contains(.unspecified) else {
            throw ContractProblem(
                "The policy of \(method.fullName) names LEGAL_GROUND_UNSPECIFIED, which is no ground."
            )
        }
        try self.checkValues(in: method.outputType)
    }

    /// Checks that nothing that stays with its board leaves a value in its place.
    private static func checkOwnFields(in message: Descriptor) throws {
        let own = FieldPath.all(in: message) { $0.options.Kaa_Kernel_V1_ownBoard }
        for path in own {
            guard let field = path.fields.last, try FieldShape(field).isToldWhenBlank else { continue }
            throw ContractProblem(
                "\(field.fullName) stays with its board, and \(message.fullName), which other boards can get, would say"
                    + " something else in its place at '\(path.text)'."
            )
        }
    }

    /// Checks that every value that can stand in a message which crosses a border may be told there.
    private static func checkValues(in message: Descriptor) throws {
        try self.checkOwnFields(in: message)
        for path in self.enumPaths(in: message) {
            guard let descriptor = path.fields.last?.enumType else { continue }
            // The first value says that nothing is stated.
            for value in descriptor.values where value.number != 0 {
                let place = "\(message.fullName), which other boards can get, holds it at '\(path.text)'"
                switch value.options.Kaa_Kernel_V1_disclosureClass {
                case .shareable:
                    continue
                case .unspecified, .UNRECOGNIZED:
                    throw ContractProblem("\(value.fullName) has no (kaa.kernel.v1.disclosure_class), and \(place).")
                case .ownBoard:
                    throw ContractProblem("\(value.fullName) may not leave its board, and \(place).")
                case .never:
                    throw ContractProblem("\(value.fullName) may not be told at all, and \(place).")
                }
            }
        }
    }

    /// The paths to fields of enums that redaction can leave.
    private static func enumPaths(in message: Descriptor) -> [FieldPath] {
        FieldPath.all(in: message) { $0.options.Kaa_Kernel_V1_ownBoard || $0.enumType != nil }
            .filter { $0.fields.last?.options.Kaa_Kernel_V1_ownBoard == false }
    }
}
