/// The value of `grpc-message`: percent-encoded UTF-8.
///
/// - Note: gRPC over HTTP/2, `PROTOCOL-HTTP2.md`, Status-Message.
enum StatusMessage {
    /// A longer text is cut: a header block over the peer's limit would lose the whole status.
    static let maximumBytes = 4096

    private static let encodedSpace = "%20"
    /// Leaves room for a space at the end that has to be encoded after all.
    private static let softMaximumBytes = Self.maximumBytes - Self.encodedSpace.utf8.count

    /// Encodes a text; what is over ``maximumBytes`` is left out, at a character's border.
    ///
    /// Spaces at the ends are encoded too, since a field's value may not begin or end with one (RFC 9113 section 8.2.1).
    static func encode(_ text: String) -> String {
        var encoded = ""
        encoded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            var part = ""
            for byte in String(scalar).utf8 {
                if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "%") {
                    part.unicodeScalars.append(Unicode.Scalar(byte))
                } else {
                    part += byte < 0x10 ? "%0" : "%"
                    part += String(byte, radix: 16, uppercase: true)
                }
            }
            if encoded.isEmpty, part == " " { part = self.encodedSpace }
            guard encoded.utf8.count + part.utf8.count <= self.softMaximumBytes else { break }
            encoded += part
        }
        if encoded.utf8.last == UInt8(ascii: " ") {
            encoded.removeLast()
            encoded += self.encodedSpace
        }
        return encoded
    }

    /// Decodes a value; a `%` without two digits stands for itself, and invalid UTF-8 is replaced.
    static func decode(_ field: Span<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(field.count)
        var index = 0
        while index < field.count {
            if field[index] == UInt8(ascii: "%"), index + 2 < field.count,
                let high = self.digit(field[index + 1]), let low = self.digit(field[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(field[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
