/// A message of a contract, as a value.
public protocol WireMessage: Hashable, Sendable {
    /// The full name, for example `"kaa.outreach.v1.YoungPerson"`.
    static var wireName: String { get }

    /// The file that declares the message.
    static var wireFile: WireFile { get }

    /// Creates an empty message.
    init()

    /// Creates a message from its encoding.
    ///
    /// - Parameters:
    ///   - bytes: A protobuf encoding. Nothing keeps a pointer into it.
    ///   - limits: How deep the message may be and how much memory decoding may take.
    /// - Throws: ``WireError``.
    /// - Complexity: O(*n*) in the number of bytes.
    init(decoding bytes: UnsafeRawBufferPointer, limits: WireLimits) throws

    /// Encodes the message and hands the finished encoding to `body`, which asks its size and has it written.
    ///
    /// - Throws: ``WireError`` if a string has a NUL, or what `body` throws.
    func withWireEncoding<Result>(_ body: (borrowing WireEncoding) throws -> Result) throws -> Result
}

extension WireMessage {
    /// Creates a message from its encoding.
    ///
    /// - Throws: ``WireError``.
    public init(decoding bytes: [UInt8], limits: WireLimits = .standard) throws {
        self = try unsafe bytes.withUnsafeBytes { try unsafe Self(decoding: $0, limits: limits) }
    }

    /// The message's encoding, with fields in the order of their numbers and map entries in the order of their keys.
    ///
    /// Equal messages have equal encodings, unless their strings are equal in different normal forms of Unicode.
    ///
    /// - Throws: ``WireError`` if a string has a NUL.
    public func encodedBytes() throws -> [UInt8] {
        try self.withWireEncoding { encoding in
            let count = encoding.byteCount
            return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
                unsafe encoding.write(to: UnsafeMutableRawBufferPointer(buffer))
                written = count
            }
        }
    }
}
