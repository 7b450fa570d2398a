import CNghttp2

/// Why a session cannot go on.
struct HTTP2SessionError: Error, CustomStringConvertible {
    /// The library's number, negative.
    let code: Int

    var description: String {
        let text = unsafe String(cString: nghttp2_strerror(Int32(self.code)))
        return "HTTP/2: \(text) (\(self.code))"
    }

    /// Whether the connection is fine but has no numbers left for new streams.
    var isOutOfStreams: Bool {
        self.code == NGHTTP2_ERR_STREAM_ID_NOT_AVAILABLE.rawValue
    }

    /// What the end of the connection is counted as.
    var connectionEnd: ConnectionEnd {
        switch nghttp2_error(Int32(self.code)) {
        // The only callback that fails is the one that counts header fields.
        case NGHTTP2_ERR_CALLBACK_FAILURE: .headerListTooLarge
        case NGHTTP2_ERR_FLOODED: .controlFlood
        case NGHTTP2_ERR_TOO_MANY_CONTINUATIONS: .continuationFlood
        default: .protocolError
        }
    }
}
