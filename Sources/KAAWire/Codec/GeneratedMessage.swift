/// A message whose code is generated: a Swift value that is read from a C struct and written to one.
public protocol GeneratedMessage: WireMessage {
    /// What libprotobuf-c knows of the message.
    static var wireDescriptor: WireDescriptor { get }

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
        let descriptor = Self.wireDescriptor
        guard descriptor.needsScan else {
            try unsafe self.init(unpacking: bytes, limits: limits)
            return
        }
        var scan = EncodingScan(maximumDepth: limits.maximumDepth)
        try unsafe scan.check(bytes, as: descriptor.pointer)
        guard scan.mayHaveParts else {
            try unsafe self.init(unpacking: bytes, limits: limits)
            return
        }
        let joined = try unsafe EncodingJoin.join(bytes, as: descriptor.pointer)
        self = try unsafe joined.withUnsafeBytes { try unsafe Self(unpacking: $0, limits: limits) }
    }

    private init(unpacking bytes: UnsafeRawBufferPointer, limits: WireLimits) throws {
        self = try WireArena.with(budget: limits.budget(forWireByteCount: bytes.count)) { arena in
            try unsafe Self(wire: arena.unpack(bytes, as: Self.self), reader: WireReader(Self.self))
        }
    }

    /// Encodes the message and hands the finished encoding to `body`.
    ///
    /// - Throws: ``WireError`` if a string has a NUL, messages stand deeper than ``WireLimits/standard`` allows, or the
    ///   encoding is over 2 GiB; or what `body` throws.
    public func withWireEncoding<Result>(_ body: (borrowing WireEncoding) throws -> Result) throws -> Result {
        try WireArena.with(budget: WireArena.unlimited) { arena in
            let encoding = WireEncoding(try WireWriter.fill(self, in: arena))
            guard encoding.byteCount <= Int32.max else {
                throw WireError(.tooLarge, "A \(Self.wireName) of \(encoding.byteCount) bytes is over 2 GiB.")
            }
            return try body(encoding)
        }
    }
}
