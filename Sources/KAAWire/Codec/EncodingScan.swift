import CProtobuf

/// Looks over an encoding before libprotobuf-c decodes it.
///
/// That library recurses without a bound, and merges wrongly where a message that there is one of stands in two parts.
struct EncodingScan {
    /// How deep messages may stand within one another.
    let maximumDepth: Int

    /// Whether a message that there is one of may stand in several parts.
    private(set) var mayHaveParts = false

    init(maximumDepth: Int) {
        self.maximumDepth = maximumDepth
    }

    /// Checks an encoding.
    ///
    /// - Throws: ``WireError`` if it is too deep or breaks off.
    /// - Complexity: O(*n*) in the number of fields, at all depths.
    mutating func check(
        _ bytes: UnsafeRawBufferPointer,
        as descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    ) throws {
        try unsafe self.check(bytes, as: descriptor, depth: 1)
    }

    private mutating func check(
        _ bytes: UnsafeRawBufferPointer,
        as descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        depth: Int
    ) throws {
        guard depth <= self.maximumDepth else {
            throw WireError(.tooDeep, "Messages stand more than \(self.maximumDepth) deep within one another.")
        }
        var seen: UInt64 = 0
        var scanner = unsafe FieldScanner(bytes)
        while let field = try scanner.next() {
            guard case .bytes(let range) = field.value else { continue }
            guard let known = unsafe MessageField(field.number, of: descriptor) else { continue }
            if !known.isRepeated {
                // Two fields may share a bit, which only costs the way that is right for every encoding.
                let bit = UInt64(1) << UInt64(known.index & 63)
                if seen & bit != 0 { self.mayHaveParts = true }
                seen |= bit
            }
            try unsafe self.check(
                UnsafeRawBufferPointer(rebasing: bytes[range]),
                as: known.descriptor,
                depth: depth + 1
            )
        }
    }
}
