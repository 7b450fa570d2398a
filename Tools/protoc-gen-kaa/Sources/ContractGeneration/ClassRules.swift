import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// Which fields must state the class of their data.
enum ClassRules {
    /// The fields that make a message one about a person.
    private static let personFields: Set<String> = ["personnummer", "young_person_id", "young_person_ids"]

    /// Checks that every field of a message about a person has a class, also in the messages that it is made of.
    ///
    /// About a person are a message that names one, what a method that touches personal data is asked and answers, and
    /// an event.
    ///
    /// - Throws: ``ContractProblem`` naming the field.
    static func check(_ file: FileDescriptor) throws {
        let naming = MessageWalk.declared(in: file.messages).filter { message in
            message.fields.contains { self.personFields.contains($0.name) }
        }
        let exchanged = file.services.flatMap(\.methods).flatMap { method -> [Descriptor] in
            let access = method.options.Kaa_Kernel_V1_policy.access
            return access == .read || access == .write ? [method.inputType, method.outputType] : []
        }
        for message in MessageWalk.parts(of: naming + exchanged + EventEmitter.events(in: file)) {
            for field in message.fields where !MessageWalk.isPart(field) {
                if field.options.Kaa_Kernel_V1_dataClass == .unspecified {
                    throw ContractProblem(
                        "\(field.fullName) stands in a message about a person and has no (kaa.kernel.v1.data_class)."
                    )
                }
            }
        }
    }
}
