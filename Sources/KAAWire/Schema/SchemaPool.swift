/// The messages, enums and services that a set of descriptors tells of.
package struct SchemaPool: Sendable {
    private var messages: [String: MessageSchema] = [:]
    private var enums: [String: EnumSchema] = [:]
    private var services: [String: ServiceSchema] = [:]

    /// Reads serialized `FileDescriptorProto` messages.
    ///
    /// - Throws: ``WireError`` if one is damaged.
    package init(files: [[UInt8]]) throws {
        for file in files {
            try unsafe file.withUnsafeBytes { try unsafe self.readFile($0) }
        }
    }

    /// Whether there is a message with the full name.
    package func hasMessage(_ name: String) -> Bool {
        self.messages[name] != nil
    }

    /// The message with the full name.
    ///
    /// - Throws: ``WireError`` if there is none.
    package func message(_ name: String) throws -> MessageSchema {
        guard let schema = self.messages[name] else {
            throw WireError(.invalidSchema, "The message '\(name)' is not known.")
        }
        return schema
    }

    /// The enum with the full name.
    ///
    /// - Throws: ``WireError`` if there is none.
    package func enumeration(_ name: String) throws -> EnumSchema {
        guard let schema = self.enums[name] else {
            throw WireError(.invalidSchema, "The enum '\(name)' is not known.")
        }
        return schema
    }

    /// The service with the full name, or `nil` if there is none.
    package func service(_ name: String) -> ServiceSchema? {
        self.services[name]
    }

    mutating func add(_ message: MessageSchema) {
        self.messages[message.name] = message
    }

    mutating func add(_ enumeration: EnumSchema) {
        self.enums[enumeration.name] = enumeration
    }

    private mutating func readFile(_ bytes: UnsafeRawBufferPointer) throws {
        var prefix = ""
        var scanner = unsafe FieldScanner(bytes)
        while let (number, value) = try scanner.next() {
            if number == 2, case .bytes(let range) = value {
                let package = try unsafe SchemaText.read(bytes, range)
                prefix = package.isEmpty ? "" : package + "."
            }
        }
        scanner = unsafe FieldScanner(bytes)
        while let (number, value) = try scanner.next() {
            guard case .bytes(let range) = value else { continue }
            let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
            switch number {
            case 4: try unsafe MessageSchema.read(part, in: prefix, into: &self)
            case 5: self.add(try unsafe EnumSchema(part, in: prefix))
            case 6:
                let service = try unsafe ServiceSchema(part, in: prefix)
                self.services[service.name] = service
            default: break
            }
        }
    }
}
