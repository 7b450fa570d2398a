/// Why a stream or a connection was ended.
///
/// - Note: RFC 9113 section 7.
struct HTTP2ErrorCode: Hashable, Sendable {
    let rawValue: UInt32

    static let noError = HTTP2ErrorCode(rawValue: 0x0)
    static let protocolError = HTTP2ErrorCode(rawValue: 0x1)
    static let internalError = HTTP2ErrorCode(rawValue: 0x2)
    static let settingsTimeout = HTTP2ErrorCode(rawValue: 0x4)
    static let refusedStream = HTTP2ErrorCode(rawValue: 0x7)
    static let cancel = HTTP2ErrorCode(rawValue: 0x8)
    static let enhanceYourCalm = HTTP2ErrorCode(rawValue: 0xB)
    static let inadequateSecurity = HTTP2ErrorCode(rawValue: 0xC)
}

extension HTTP2ErrorCode {
    /// What a client makes of a stream that the server reset.
    ///
    /// - Note: gRPC over HTTP/2, `PROTOCOL-HTTP2.md`, section Errors.
    var rpcError: RPCError {
        let code: RPCCode =
            switch self {
            case .refusedStream: .unavailable
            case .cancel: .cancelled
            case .enhanceYourCalm: .resourceExhausted
            case .inadequateSecurity: .permissionDenied
            default: .internalError
            }
        return RPCError(code, "The server reset the stream (HTTP/2 error \(self.rawValue)).")
    }
}
