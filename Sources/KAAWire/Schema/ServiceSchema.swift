/// A service, as a descriptor tells of it.
package struct ServiceSchema: Hashable, Sendable {
    /// A method of a service.
    package struct Method: Hashable, Sendable {
        /// The name within the service.
        package var name = ""
        /// The full name of the request.
        package var input = ""
        /// The full name of the response.
        package var output = ""
        /// Whether the client may send many requests.
        package var isClientStreaming = false
        /// Whether the server may send many responses.
        package var isServerStreaming = false
    }

    /// The full name.
    package var name = ""
    /// The methods in the order of the contract.
    package var methods: [Method] = []
}

extension ServiceSchema {
    /// Reads a `ServiceDescriptorProto`.
    init(_ bytes: UnsafeRawBufferPointer, in parent: String) throws {
        var scanner = unsafe FieldScanner(bytes)
        while let (number, value) = try scanner.next() {
            guard case .bytes(let range) = value else { continue }
            switch number {
            case 1: self.name = parent + (try unsafe SchemaText.read(bytes, range))
            case 2: self.methods.append(try unsafe Method(UnsafeRawBufferPointer(rebasing: bytes[range])))
            default: break
            }
        }
    }
}

extension ServiceSchema.Method {
    /// Reads a `MethodDescriptorProto`.
    init(_ bytes: UnsafeRawBufferPointer) throws {
        var scanner = unsafe FieldScanner(bytes)
        while let (number, value) = try scanner.next() {
            switch (number, value) {
            case (1, .bytes(let range)): self.name = try unsafe SchemaText.read(bytes, range)
            case (2, .bytes(let range)): self.input = try unsafe SchemaText.typeName(bytes, range)
            case (3, .bytes(let range)): self.output = try unsafe SchemaText.typeName(bytes, range)
            case (5, .varint(let flag)): self.isClientStreaming = flag != 0
            case (6, .varint(let flag)): self.isServerStreaming = flag != 0
            default: break
            }
        }
    }
}
