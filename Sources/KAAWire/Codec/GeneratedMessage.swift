/// A message whose code is generated: a Swift value that is read from a C struct and written to one.
public protocol GeneratedMessage: WireMessage {
    /// What libprotobuf-c knows of the message.
    static var wireDescriptor: WireDescriptor { get }

    /// Whether a message can contain itself, so that its depth must be looked at before it is decoded.
    static var wireMayRecurse: Bool { get }

    /// Reads the C struct of such a message.
    init(wire: WireStruct, reader: WireReader) throws

    /// Writes to the C struct of an empty message.
    func wireFill(_ wire: WireStruct, writer: WireWriter) throws
}

extension GeneratedMessage {
    /// Creates a message from its encoding.
    ///
    /// - Throws: ``WireError``.
    public init(decoding bytes: UnsafeRawBufferPointer, limits: WireLimits) throws {
        if Self.wireMayRecurse {
            try unsafe DepthScan(limit: limits.maximumDepth).check(bytes, as: Self.wireDescriptor.pointer)
        }
        self = try WireArena.with(budget: limits.budget(forWireByteCount: bytes.count)) { arena in
            let wire = try unsafe arena.unpack(bytes, as: Self.wireDescriptor, name: Self.wireName)
            return try Self(wire: wire, reader: WireReader(messageName: Self.wireName))
        }
    }

    /// Encodes the message and hands the finished encoding to `body`.
    ///
    /// - Throws: ``WireError`` if a string has a NUL, or what `body` throws.
    public func withWireEncoding<Result>(_ body: (borrowing WireEncoding) throws -> Result) throws -> Result {
        try WireArena.with(budget: WireArena.unlimited) { arena in
            try body(WireEncoding(WireWriter(arena: arena, messageName: Self.wireName).fill(self)))
        }
    }
}
