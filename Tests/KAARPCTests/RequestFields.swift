/// The header fields of a well-formed request, to be spoiled by a test.
func requestFields(
    path: String = "/kaa.test.v1.Echo/Unary",
    method: String = "POST",
    contentType: String? = "application/grpc",
    adding extra: [(String, String)] = []
) -> [(String, String)] {
    var fields = [
        (":method", method), (":scheme", "http"), (":path", path), (":authority", "localhost"), ("te", "trailers"),
    ]
    if let contentType {
        fields.append(("content-type", contentType))
    }
    return fields + extra
}

/// A message with its prefix.
func framed(_ message: [UInt8], flag: UInt8 = 0) -> [UInt8] {
    let length = message.count
    let prefix = [flag] + [24, 16, 8, 0].map { UInt8(length >> $0 & 0xFF) }
    return prefix + message
}
