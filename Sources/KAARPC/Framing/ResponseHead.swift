import KAAWire

/// The header fields of one block of an answer: the first, or the trailers, or both in one.
struct ResponseHead {
    private var httpStatus: Int?
    private var isGRPC = false
    private var code: RPCCode?
    private var message = ""
    private var details: [UInt8]?
    private var hasMalformedField = false

    /// How the server compresses messages, or `nil` if that was not agreed on.
    private(set) var compression: Compression? = .identity
    /// What the server says about trying again.
    private(set) var pushback: RetryPushback?

    /// What the server sent besides the fields of the protocol.
    private(set) var metadata = Metadata()

    /// Reads a header block.
    init(_ fields: borrowing HeaderFields) {
        fields.read { name, value in self.take(name, value) }
        if fields.isOverLimit {
            self.metadata = Metadata()
            self.hasMalformedField = true
        }
    }

    private mutating func take(_ name: Span<UInt8>, _ value: Span<UInt8>) {
        if name.equals(":status") {
            self.httpStatus = Int(value.text)
        } else if name.equals("content-type") {
            self.isGRPC = value.hasPrefix("application/grpc")
        } else if name.equals("grpc-status") {
            // A number that gRPC does not define is an error whose kind is unknown.
            self.code = Int(value.text).flatMap(RPCCode.init(rawValue:)) ?? .unknown
        } else if name.equals("grpc-message") {
            self.message = StatusMessage.decode(value)
        } else if name.equals("grpc-encoding") {
            self.compression = Compression(field: value)
        } else if name.equals("grpc-status-details-bin") {
            self.details = Base64.decode(value)
        } else if name.equals("grpc-retry-pushback-ms") {
            self.pushback = RetryPushback(value)
        } else if !self.metadata.add(field: name, value: value) {
            self.hasMalformedField = true
        }
    }

    /// Whether the block says that the real one is still to come.
    var isInformational: Bool {
        guard let httpStatus = self.httpStatus else { return false }
        return (100..<200).contains(httpStatus)
    }

    /// Why the call fails because of this first block, or `nil`.
    var rejection: RPCError? {
        if self.httpStatus != 200 || !self.isGRPC {
            return self.code.map(self.error) ?? self.httpError
        }
        if self.hasMalformedField {
            return RPCError(.internalError, "The metadata of the answer is malformed or too large.")
        }
        if self.compression == nil {
            return RPCError(.internalError, "The answer is compressed in a way that was not agreed on.")
        }
        return nil
    }

    /// How the call ended, from its last block.
    var outcome: Result<Void, RPCError> {
        guard let code = self.code else { return .failure(self.httpError) }
        if code != .ok { return .failure(self.error(code)) }
        if self.hasMalformedField {
            return .failure(RPCError(.internalError, "The metadata of the answer is malformed or too large."))
        }
        return .success(())
    }

    private func error(_ code: RPCCode) -> RPCError {
        var error = RPCError(code, self.message, metadata: self.metadata)
        if let details = self.details {
            do {
                error.details = try Google.Rpc.Status(decoding: details).details
            } catch let cause {
                // The status counts without its details, which are an addition to it.
                error.cause = cause
            }
        }
        return error
    }

    /// What an answer means that is not gRPC (`http-grpc-status-mapping.md`).
    private var httpError: RPCError {
        let code: RPCCode =
            switch self.httpStatus {
            case 400, 431: .internalError
            case 401: .unauthenticated
            case 403: .permissionDenied
            case 404: .unimplemented
            case 429, 502, 503, 504: .unavailable
            default: .unknown
            }
        let status = self.httpStatus.map { "HTTP status \($0)" } ?? "no HTTP status"
        return RPCError(code, "The answer came without a gRPC status (\(status)).")
    }
}
