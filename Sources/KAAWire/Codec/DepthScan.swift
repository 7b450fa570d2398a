import CProtobuf

/// Looks how deep messages stand within one another, before libprotobuf-c, which recurses without a bound, does.
struct DepthScan {
    let limit: Int

    /// Checks an encoding.
    ///
    /// - Throws: ``WireError`` if it is too deep or breaks off.
    /// - Complexity: O(*n*) in the number of bytes, for each level at most.
    func check(
        _ bytes: UnsafeRawBufferPointer,
        as descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    ) throws {
        try unsafe self.check(bytes, as: descriptor, depth: 1)
    }

    private func check(
        _ bytes: UnsafeRawBufferPointer,
        as descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        depth: Int
    ) throws {
        guard depth <= self.limit else {
            throw WireError(.tooDeep, "Messages stand more than \(self.limit) deep within one another.")
        }
        var scanner = unsafe FieldScanner(bytes)
        while let field = try scanner.next() {
            guard case .bytes(let range) = field.value else { continue }
            let known = unsafe protobuf_c_message_descriptor_get_field(descriptor, UInt32(field.number))
            guard let known = unsafe known, unsafe known.pointee.type == PROTOBUF_C_TYPE_MESSAGE,
                let inner = unsafe known.pointee.descriptor
            else { continue }
            try unsafe self.check(
                UnsafeRawBufferPointer(rebasing: bytes[range]),
                as: inner.assumingMemoryBound(to: ProtobufCMessageDescriptor.self),
                depth: depth + 1
            )
        }
    }
}
