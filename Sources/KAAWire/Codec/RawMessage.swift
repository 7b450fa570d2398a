/// An encoding that is passed on as it is: for programs that know a message only by its schema.
public struct RawMessage: WireMessage {
    /// The encoding.
    public var bytes: [UInt8]

    /// A name that no message has.
    public static let wireName = "kaa.wire.RawMessage"

    /// A file that declares nothing.
    public static let wireFile = WireFile(name: "", imports: [], base64: "")

    /// Creates an empty message.
    public init() {
        self.bytes = []
    }

    /// Takes an encoding.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes an encoding, whatever it is of.
    public init(decoding bytes: UnsafeRawBufferPointer, limits: WireLimits) {
        unsafe self.bytes = [UInt8](bytes)
    }

    /// Hands on the encoding.
    public func withWireEncoding<Result>(_ body: (borrowing WireEncoding) throws -> Result) throws -> Result {
        try unsafe self.bytes.withUnsafeBytes { try unsafe body(WireEncoding($0)) }
    }
}
