/// A message, as a descriptor tells of it.
package struct MessageSchema: Hashable, Sendable {
    /// The full name.
    package var name = ""
    /// The fields in the order of the contract.
    package var fields: [FieldSchema] = []
    /// Whether the message is the entry of a map.
    package var isMapEntry = false

    private var indexByNumber: [Int: Int] = [:]
    private var indexByName: [String: Int] = [:]
    private var numbersByOneof: [Int: [Int]] = [:]

    /// The field with the number.
    package func field(_ number: Int) -> FieldSchema? {
        self.indexByNumber[number].map { self.fields[$0] }
    }

    /// The field with the name, in JSON or in the contract.
    package func field(named name: String) -> FieldSchema? {
        self.indexByName[name].map { self.fields[$0] }
    }

    /// The numbers of the other members of the field's oneof.
    package func siblings(of field: FieldSchema) -> [Int] {
        guard let oneof = field.oneof, let numbers = self.numbersByOneof[oneof] else { return [] }
        return numbers.filter { $0 != field.number }
    }
}

extension MessageSchema {
    /// How deep messages may be declared within one another.
    private static let maximumDepth = 100

    /// Reads a `DescriptorProto` and hands every message and enum in it to `pool`.
    static func read(
        _ bytes: UnsafeRawBufferPointer,
        in parent: String,
        into pool: inout SchemaPool,
        depth: Int = 1
    ) throws {
        guard depth <= self.maximumDepth else {
            throw WireError(.invalidSchema, "Messages are declared more than \(self.maximumDepth) deep in one another.")
        }
        var schema = MessageSchema()
        var nestedMessages: [Range<Int>] = []
        var nestedEnums: [Range<Int>] = []
        var scanner = unsafe FieldScanner(bytes)
        while let (number, value) = try scanner.next() {
            guard case .bytes(let range) = value else { continue }
            switch number {
            case 1: schema.name = parent + (try unsafe SchemaText.read(bytes, range))
            case 2: schema.fields.append(try unsafe FieldSchema(UnsafeRawBufferPointer(rebasing: bytes[range])))
            case 3: nestedMessages.append(range)
            case 4: nestedEnums.append(range)
            case 7:
                schema.isMapEntry = try unsafe self.isMapEntry(UnsafeRawBufferPointer(rebasing: bytes[range]))
            default: break
            }
        }
        for (index, field) in schema.fields.enumerated() {
            schema.indexByNumber[field.number] = index
            schema.indexByName[field.jsonName] = index
            schema.indexByName[field.name] = index
            if let oneof = field.oneof { schema.numbersByOneof[oneof, default: []].append(field.number) }
        }
        for range in nestedMessages {
            let nested = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
            try unsafe Self.read(nested, in: schema.name + ".", into: &pool, depth: depth + 1)
        }
        for range in nestedEnums {
            pool.add(try unsafe EnumSchema(UnsafeRawBufferPointer(rebasing: bytes[range]), in: schema.name + "."))
        }
        pool.add(schema)
    }

    private static func isMapEntry(_ options: UnsafeRawBufferPointer) throws -> Bool {
        var scanner = unsafe FieldScanner(options)
        while let (number, value) = try scanner.next() {
            if number == 7, case .varint(let flag) = value { return flag != 0 }
        }
        return false
    }
}
