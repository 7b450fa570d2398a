import CProtobuf

/// Rewrites an encoding so that every message that there is one of stands in one part.
///
/// An encoder may write a message in several parts, and a decoder merges them. As the parts in a row are an encoding of
/// what they merge to, joining them is enough. libprotobuf-c 1.4.1 loses fields of all parts but the last.
///
/// - Note: protobuf.dev, "Encoding", on the last one wins and on oneofs.
enum EncodingJoin {
    private struct Part {
        let number: Int
        let field: MessageField
        var content: [UInt8]
    }

    /// Joins the parts, at every depth.
    ///
    /// - Precondition: ``EncodingScan`` has found no fault, so that the depth is bounded.
    /// - Throws: ``WireError`` if the encoding breaks off.
    /// - Complexity: O(*n*) in the number of bytes, for each level.
    static func join(
        _ bytes: UnsafeRawBufferPointer,
        as descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    ) throws -> [UInt8] {
        var writer = FieldWriter()
        var parts: [Part] = []
        var scanner = unsafe FieldScanner(bytes)
        var start = scanner.position
        while let field = try scanner.next() {
            let whole = start..<scanner.position
            start = scanner.position
            guard let known = unsafe protobuf_c_message_descriptor_get_field(descriptor, UInt32(field.number)) else {
                unsafe writer.raw(UnsafeRawBufferPointer(rebasing: bytes[whole]))
                continue
            }
            if let oneof = unsafe MessageField.oneof(of: known) {
                parts.removeAll { $0.field.oneof == oneof && $0.number != field.number }
            }
            guard case .bytes(let range) = field.value, let inner = unsafe MessageField(known, of: descriptor) else {
                unsafe writer.raw(UnsafeRawBufferPointer(rebasing: bytes[whole]))
                continue
            }
            let content = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
            if inner.isRepeated {
                writer.lengthDelimited(field.number, try unsafe Self.join(content, as: inner.descriptor))
            } else if let index = parts.firstIndex(where: { $0.number == field.number }) {
                unsafe parts[index].content.append(contentsOf: content)
            } else {
                unsafe parts.append(Part(number: field.number, field: inner, content: [UInt8](content)))
            }
        }
        for part in parts {
            let whole = try unsafe part.content.withUnsafeBytes { try unsafe Self.join($0, as: part.field.descriptor) }
            writer.lengthDelimited(part.number, whole)
        }
        return writer.bytes
    }
}
