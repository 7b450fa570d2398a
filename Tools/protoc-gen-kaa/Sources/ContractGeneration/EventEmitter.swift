import SwiftProtobuf
import SwiftProtobufPluginLibrary

/// Writes what a contract states of its events.
///
/// Events are the messages of a file whose name ends in `_events.proto`, other than those that are parts of others.
struct EventEmitter {
    private let file: FileDescriptor
    private let owner: ContractOwner

    init(_ file: FileDescriptor, owner: ContractOwner) {
        self.file = file
        self.owner = owner
    }

    /// The events that a file declares.
    static func events(in file: FileDescriptor) -> [Descriptor] {
        guard file.name.hasSuffix("_events.proto") else { return [] }
        let parts = Set(file.messages.flatMap { $0.fields.compactMap { $0.messageType?.fullName } })
        return file.messages.filter { !parts.contains($0.fullName) }
    }

    /// Writes the policies of the events, if there are any.
    func emit(to writer: inout CodeWriter) {
        let events = Self.events(in: self.file)
        guard self.owner.isPoliced, !events.isEmpty else { return }
        writer.line()
        writer.block("extension \(Naming.swiftType(self.file.package)) {") { writer in
            writer.line("/// What the contract states of the events of `\(self.file.name)`.")
            let name = Naming.property(FileNaming.baseName(self.file)) + "Policies"
            writer.block("\(self.owner.access) static let \(name): [EventPolicy] = [", closing: "]") { writer in
                for event in events {
                    writer.block("EventPolicy(", closing: "),") { writer in
                        let grounds = event.options.Kaa_Kernel_V1_disclosedOn.map(ServiceEmitter.ground)
                        writer.line("\(Naming.swiftType(event.fullName)).self,")
                        writer.line("grounds: [\(grounds.joined(separator: ", "))],")
                        writer.line("subjects: \(Self.subjects(of: event))")
                    }
                }
            }
        }
    }

    private static func subjects(of event: Descriptor) -> String {
        let paths = FieldPath.all(in: event) { ["young_person_id", "young_person_ids"].contains($0.name) }
        guard !paths.isEmpty else { return "nil" }
        let type = Naming.swiftType(event.fullName)
        let expression = paths.map(\.expression).joined(separator: " + ")
        return "{ message in if let message = message as? \(type) { \(expression) } else { [] } }"
    }
}
