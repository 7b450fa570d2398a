/// An HTTP/2 frame as it is on the wire.
struct RawFrame: Equatable {
    static let data: UInt8 = 0
    static let headers: UInt8 = 1
    static let reset: UInt8 = 3
    static let settings: UInt8 = 4
    static let ping: UInt8 = 6
    static let goAway: UInt8 = 7
    static let windowUpdate: UInt8 = 8

    static let endStream: UInt8 = 0x1
    static let acknowledgement: UInt8 = 0x1
    static let endHeaders: UInt8 = 0x4

    var type: UInt8
    var flags: UInt8 = 0
    var stream: UInt32 = 0
    var payload: [UInt8] = []

    var isEnd: Bool {
        (self.type == Self.data || self.type == Self.headers) && self.flags & Self.endStream != 0
    }

    /// The number in a RST_STREAM.
    var errorCode: UInt32 {
        self.payload.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    var bytes: [UInt8] {
        let length = self.payload.count
        let head: [UInt8] = [
            UInt8(length >> 16 & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF), self.type, self.flags,
            UInt8(self.stream >> 24 & 0x7F), UInt8(self.stream >> 16 & 0xFF), UInt8(self.stream >> 8 & 0xFF),
            UInt8(self.stream & 0xFF),
        ]
        return head + self.payload
    }
}

extension RawFrame {
    /// A HEADERS frame whose fields are literals without indexing or Huffman code (RFC 7541 section 6.2.2).
    static func headers(_ fields: [(String, String)], stream: UInt32, isEnd: Bool) -> RawFrame {
        var payload: [UInt8] = []
        for (name, value) in fields {
            payload.append(0)
            for part in [name, value] {
                payload += self.length(part.utf8.count)
                payload += Array(part.utf8)
            }
        }
        let flags = self.endHeaders | (isEnd ? self.endStream : 0)
        return RawFrame(type: self.headers, flags: flags, stream: stream, payload: payload)
    }

    private static func length(_ count: Int) -> [UInt8] {
        guard count >= 127 else { return [UInt8(count)] }
        var bytes: [UInt8] = [127]
        var rest = count - 127
        while rest >= 128 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    /// A DATA frame.
    static func data(_ payload: [UInt8], stream: UInt32, isEnd: Bool) -> RawFrame {
        RawFrame(type: self.data, flags: isEnd ? self.endStream : 0, stream: stream, payload: payload)
    }

    /// A DATA frame with padding.
    static func padded(_ payload: [UInt8], padding: UInt8, stream: UInt32) -> RawFrame {
        let bytes = [padding] + payload + [UInt8](repeating: 0, count: Int(padding))
        return RawFrame(type: self.data, flags: 0x8, stream: stream, payload: bytes)
    }

    /// A SETTINGS entry.
    static func setting(_ identifier: UInt8, _ value: UInt32) -> [UInt8] {
        [0, identifier] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// A GOAWAY frame.
    static func goAway(last: UInt32, code: UInt8 = 0, text: String = "") -> RawFrame {
        let number = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: last >> $0) }
        return RawFrame(type: self.goAway, payload: number + [0, 0, 0, code] + Array(text.utf8))
    }

    /// A RST_STREAM frame.
    static func reset(stream: UInt32, code: UInt8) -> RawFrame {
        RawFrame(type: self.reset, stream: stream, payload: [0, 0, 0, code])
    }
}
