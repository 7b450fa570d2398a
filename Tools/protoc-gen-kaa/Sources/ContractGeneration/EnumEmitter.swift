import SwiftProtobufPluginLibrary

/// Writes an enum that keeps numbers it does not know.
struct EnumEmitter {
    private let descriptor: EnumDescriptor
    private let owner: ContractOwner

    init(_ descriptor: EnumDescriptor, owner: ContractOwner) {
        self.descriptor = descriptor
        self.owner = owner
    }

    private var cases: [(name: String, mnemonic: String, number: Int32, comment: String)] {
        self.descriptor.values.map { value in
            let mnemonic = Naming.mnemonic(value, of: self.descriptor)
            return (Naming.enumCase(mnemonic), mnemonic, value.number, Comments.of(value))
        }
    }

    func emit(to writer: inout CodeWriter) {
        let access = self.owner.access
        writer.document(Comments.of(self.descriptor), fallback: "The enum `\(self.descriptor.fullName)`.")
        writer.block("\(access) enum \(Naming.typeName(self.descriptor.name)): WireEnum {") { writer in
            for item in self.cases {
                writer.document(item.comment, fallback: "The value `\(item.mnemonic)`.")
                writer.line("case \(item.name)")
            }
            writer.line("/// A number that the contract does not know.")
            writer.line("case unrecognized(Int32)")
            writer.line()
            writer.line("/// The values that the contract knows, in its order.")
            let names = self.cases.map { ".\($0.name)" }.joined(separator: ", ")
            writer.line("\(access) static let knownCases: [Self] = [\(names)]")
            writer.line()
            writer.block("\(access) init(rawValue: Int32) {") { writer in
                writer.line("self =")
                writer.line("    switch rawValue {")
                for item in self.cases { writer.line("    case \(item.number): .\(item.name)") }
                writer.line("    default: .unrecognized(rawValue)")
                writer.line("    }")
            }
            writer.line()
            writer.block("\(access) var rawValue: Int32 {") { writer in
                writer.line("switch self {")
                for item in self.cases { writer.line("case .\(item.name): \(item.number)") }
                writer.line("case .unrecognized(let number): number")
                writer.line("}")
            }
            writer.line()
            writer.block("\(access) var mnemonic: String {") { writer in
                writer.line("switch self {")
                for item in self.cases { writer.line("case .\(item.name): \"\(item.mnemonic)\"") }
                writer.line("case .unrecognized(let number): \"\\(number)\"")
                writer.line("}")
            }
        }
    }
}
