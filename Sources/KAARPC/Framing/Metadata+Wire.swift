extension Metadata {
    /// Adds a header field as it came from the network.
    ///
    /// Fields that are reserved or whose value is not printable ASCII are left out: RFC 9110 allows such values, so they
    /// are no error.
    ///
    /// - Returns: Whether the field is well formed; `false` for bytes that are not base64.
    mutating func add(field name: Span<UInt8>, value: Span<UInt8>) -> Bool {
        guard Self.mayHold(field: name) else { return true }
        guard name.hasSuffix("-bin") else {
            if value.isPrintable {
                self.append(Entry(key: name.text, value: .text(value.text)))
            }
            return true
        }
        let key = name.text
        var start = 0
        while start <= value.count {
            var end = start
            while end < value.count, value[end] != UInt8(ascii: ",") {
                end += 1
            }
            var first = start
            while first < end, value[first] == UInt8(ascii: " ") {
                first += 1
            }
            guard let bytes = Base64.decode(value.extracting(first..<end)) else { return false }
            self.append(Entry(key: key, value: .bytes(bytes)))
            start = end + 1
        }
        return true
    }
}

extension Metadata {
    private static let reservedFields: [StaticString] = [
        "te", "host", "trailer", "upgrade", "connection", "keep-alive", "user-agent", "content-type", "content-length",
        "proxy-connection", "transfer-encoding",
    ]

    /// As ``add(_:for:)`` decides it, without making a text of the name.
    private static func mayHold(field name: Span<UInt8>) -> Bool {
        guard name.isMetadataKey, !name.hasPrefix("grpc-") else { return false }
        for reserved in self.reservedFields where name.equals(reserved) {
            return false
        }
        return true
    }
}

extension Span<UInt8> {
    /// Whether every byte is printable ASCII, 0x20 to 0x7E.
    fileprivate var isPrintable: Bool {
        for index in self.indices where self[index] < 0x20 || self[index] > 0x7E {
            return false
        }
        return true
    }

    /// Whether the bytes are of `0-9 a-z _ - .`, and some.
    fileprivate var isMetadataKey: Bool {
        for index in self.indices {
            switch self[index] {
            case 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F: continue
            default: return false
            }
        }
        return !self.isEmpty
    }
}
