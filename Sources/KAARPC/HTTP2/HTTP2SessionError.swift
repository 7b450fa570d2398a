import CNghttp2

/// Why a session cannot go on.
struct HTTP2SessionError: Error, CustomStringConvertible {
    /// The library's number, negative.
    let code: Int

    var description: String {
        let text = unsafe String(cString: nghttp2_strerror(Int32(self.code)))
        return "HTTP/2: \(text) (\(self.code))"
    }
}
