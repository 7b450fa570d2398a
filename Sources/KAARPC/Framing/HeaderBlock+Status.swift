import KAAWire

extension HeaderBlock {
    /// The first block of an answer.
    ///
    /// - Parameters:
    ///   - metadata: What the handler sends before its messages.
    ///   - compression: How the messages are compressed, or `nil` if the client has not asked about that at all.
    /// - Returns: The block.
    static func response(_ metadata: Metadata, _ compression: Compression?) -> HeaderBlock {
        var block =
            switch compression {
            case nil: Self.plainResponse
            case .identity: Self.identityResponse
            case .gzip: Self.gzipResponse
            }
        guard !metadata.isEmpty else { return block }
        block.add(metadata)
        return block
    }

    /// The last block of an answer after its messages.
    static func trailers(_ result: Result<Void, RPCError>, _ metadata: Metadata) -> HeaderBlock {
        if case .success = result, metadata.isEmpty { return Self.plainTrailers }
        var block = HeaderBlock()
        block.addStatus(result, metadata)
        return block
    }

    /// An answer that is a failure and nothing else, in one block.
    ///
    /// - Parameters:
    ///   - error: The failure.
    ///   - metadata: What the handler sends with the status.
    ///   - isAboutCompression: Whether the client is told which compressions this side takes.
    /// - Returns: The block.
    static func trailersOnly(_ error: RPCError, _ metadata: Metadata, isAboutCompression: Bool) -> HeaderBlock {
        var block = isAboutCompression ? Self.identityResponse : Self.plainResponse
        block.addStatus(.failure(error), metadata)
        return block
    }

    /// An answer to a request that is not gRPC.
    static func http(status: String, _ code: RPCCode?) -> HeaderBlock {
        var block = HeaderBlock()
        block.add(":status", status)
        if let code {
            block.add("grpc-status", String(code.rawValue))
        }
        return block
    }

    private static let plainResponse: HeaderBlock = {
        var block = HeaderBlock()
        block.add(":status", "200")
        block.add("content-type", "application/grpc")
        return block
    }()

    private static let identityResponse: HeaderBlock = {
        var block = Self.plainResponse
        block.add("grpc-accept-encoding", Compression.acceptedByThisSide)
        return block
    }()

    private static let gzipResponse: HeaderBlock = {
        var block = Self.identityResponse
        block.add("grpc-encoding", "gzip")
        return block
    }()

    private static let plainTrailers: HeaderBlock = {
        var block = HeaderBlock()
        block.add("grpc-status", "0")
        return block
    }()

    private mutating func addStatus(_ result: Result<Void, RPCError>, _ metadata: Metadata) {
        switch result {
        case .success:
            self.add("grpc-status", "0")
        case .failure(let error):
            self.addStatus(error)
            self.add(error.metadata)
        }
        self.add(metadata)
    }

    private mutating func addStatus(_ error: RPCError) {
        self.add("grpc-status", String(error.code.rawValue))
        if !error.message.isEmpty {
            self.add("grpc-message", StatusMessage.encode(error.message), isNeverIndexed: true)
        }
        guard !error.details.isEmpty else { return }
        let status = Google.Rpc.Status(
            code: Int32(error.code.rawValue),
            message: error.message,
            details: error.details
        )
        do {
            try self.add("grpc-status-details-bin", Base64.encode(status.encodedBytes()), isNeverIndexed: true)
        } catch {
            // A status without its details is still the status; there is no better one to send instead.
            return
        }
    }
}
