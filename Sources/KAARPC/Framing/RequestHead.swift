/// The header fields of a request, as far as the engine reads them, and the metadata among them.
struct RequestHead {
    /// How a request is refused before any handler hears of it.
    enum Rejection {
        /// Not gRPC at all: an HTTP status, and a gRPC code where the protocol gives one.
        case http(status: String, RPCCode?)
        /// A gRPC status.
        case rpc(RPCError)
    }

    private var isPost = false
    private var isHTTP = false
    private var isGRPC = false
    private var hasUnknownCodec = false
    private var encodingFields = 0
    private var timeoutFields = 0
    private var refusal: RPCError?

    /// The handler of the method called, or `nil` if there is none.
    private(set) var handler: RPCHandler?
    /// The time that the client gives the call.
    private(set) var timeout: Duration?
    /// How the client compresses messages, or `nil` if that is not known here.
    private(set) var compression: Compression? = .identity
    /// Whether the client takes messages compressed by gzip.
    private(set) var acceptsGzip = false
    /// What the client sent besides the fields of the protocol.
    private(set) var metadata = Metadata()
    /// The trace that the client's call is part of.
    private(set) var trace = TraceFields()
    /// What interceptors know of requests with this head; `nil` of one that has come only once.
    var memory: RequestMemory?

    /// Reads a header block.
    init(_ fields: borrowing HeaderFields, router: RPCRouter) {
        fields.read { name, value in self.take(name, value, router) }
        if fields.isOverLimit {
            self.metadata = Metadata()
            self.refusal = RPCError(.resourceExhausted, "The request has too much metadata.")
        }
    }

    private mutating func take(_ name: Span<UInt8>, _ value: Span<UInt8>, _ router: RPCRouter) {
        if name.hasPrefix(":") {
            if name.equals(":method") {
                self.isPost = value.equals("POST")
            } else if name.equals(":path") {
                self.handler = router.handler(forPath: value)
            } else if name.equals(":scheme") {
                self.isHTTP = value.equals("http") || value.equals("https")
            }
        } else if name.equals("content-type") {
            self.takeContentType(value)
        } else if name.hasPrefix("grpc-") {
            self.takeProtocolField(name, value)
        } else if name.hasPrefix("trace"), self.trace.take(name, value) {
            return
        } else if !name.equals("te"), !name.equals("user-agent"), !self.metadata.add(field: name, value: value) {
            self.refusal = self.refusal ?? RPCError(.internalError, "A metadata value is not valid base64.")
        }
    }

    private mutating func takeContentType(_ value: Span<UInt8>) {
        guard value.hasPrefix("application/grpc") else { return }
        guard value.count > 16 else {
            self.isGRPC = true
            return
        }
        switch value[16] {
        case UInt8(ascii: ";"):
            self.isGRPC = true
        case UInt8(ascii: "+"):
            self.isGRPC = true
            let codec = value.extracting(17..<value.count)
            self.hasUnknownCodec = !(codec.equals("proto") || codec.hasPrefix("proto;"))
        default:
            break
        }
    }

    private mutating func takeProtocolField(_ name: Span<UInt8>, _ value: Span<UInt8>) {
        if name.equals("grpc-timeout") {
            self.timeoutFields += 1
            self.timeout = TimeoutField.parse(value)
        } else if name.equals("grpc-encoding") {
            self.encodingFields += 1
            self.compression = self.encodingFields == 1 ? Compression(field: value) : nil
        } else if name.equals("grpc-accept-encoding") {
            self.acceptsGzip = self.acceptsGzip || Compression.isGzipListed(in: value)
        }
    }

    /// Whether the client has shown that it knows of compression, and is told what this side takes.
    var isAboutCompression: Bool {
        self.acceptsGzip || self.encodingFields > 0
    }

    /// Why the request is refused, or `nil`.
    ///
    /// The order is from what is least to what is most particular to gRPC.
    var rejection: Rejection? {
        if !self.isPost { return .http(status: "405", .internalError) }
        if !self.isHTTP { return .http(status: "400", .internalError) }
        if !self.isGRPC { return .http(status: "415", nil) }
        if let refusal = self.refusal { return .rpc(refusal) }
        if self.handler == nil { return .rpc(RPCError(.unimplemented, "The method is not served here.")) }
        if self.hasUnknownCodec {
            return .rpc(RPCError(.unimplemented, "Messages are encoded as protobuf only."))
        }
        if self.compression == nil {
            return .rpc(RPCError(.unimplemented, "The compression of the request is not known here."))
        }
        if self.timeoutFields > 1 || (self.timeoutFields == 1 && self.timeout == nil) {
            return .rpc(RPCError(.internalError, "The field 'grpc-timeout' is malformed."))
        }
        return nil
    }
}
