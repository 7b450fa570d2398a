/// An enum, as a descriptor tells of it.
package struct EnumSchema: Hashable, Sendable {
    /// The full name.
    package var name = ""
    /// The number of each value; of two names for one number, both are there.
    package private(set) var numbers: [String: Int32] = [:]

    private var names: [Int32: String] = [:]

    /// The name of a number: the first in the contract.
    package func name(of number: Int32) -> String? {
        self.names[number]
    }
}

extension EnumSchema {
    /// Reads an `EnumDescriptorProto`.
    init(_ bytes: UnsafeRawBufferPointer, in parent: String) throws {
        var scanner = unsafe FieldScanner(bytes)
        while let (number, value) = try scanner.next() {
            guard case .bytes(let range) = value else { continue }
            switch number {
            case 1: self.name = parent + (try unsafe SchemaText.read(bytes, range))
            case 2: try unsafe self.addValue(UnsafeRawBufferPointer(rebasing: bytes[range]))
            default: break
            }
        }
    }

    private mutating func addValue(_ bytes: UnsafeRawBufferPointer) throws {
        var name = ""
        var number: Int32 = 0
        var scanner = unsafe FieldScanner(bytes)
        while let field = try scanner.next() {
            switch (field.number, field.value) {
            case (1, .bytes(let range)): name = try unsafe SchemaText.read(bytes, range)
            case (2, .varint(let value)): number = Int32(truncatingIfNeeded: value)
            default: break
            }
        }
        self.numbers[name] = number
        if self.names[number] == nil { self.names[number] = name }
    }
}
