import SwiftProtobufPluginLibrary

/// The provisions that data rest on: the field's own, or that of the class of its data.
struct LegalNotes {
    private let classNotes: [Int32: String]

    /// Reads the notes of the classes from the contract that declares them.
    ///
    /// - Throws: ``ContractProblem`` naming a class without a note.
    init(_ files: [FileDescriptor]) throws {
        let classes = files.flatMap(\.enums).first { $0.fullName == "kaa.kernel.v1.DataClass" }
        var notes: [Int32: String] = [:]
        for value in classes?.values ?? [] where value.number != 0 {
            let note = value.options.Kaa_Kernel_V1_classNote
            guard !note.isEmpty else { throw ContractProblem("\(value.fullName) has no (kaa.kernel.v1.class_note).") }
            notes[value.number] = note
        }
        self.classNotes = notes
    }

    /// The provision that a field rests on; empty if it has neither a class nor a note.
    func note(of field: FieldDescriptor) -> String {
        let own = field.options.Kaa_Kernel_V1_legalNote
        return own.isEmpty ? self.classNotes[Int32(field.options.Kaa_Kernel_V1_dataClass.rawValue)] ?? "" : own
    }
}
