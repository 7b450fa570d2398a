/// UTF-8 text that grows, with what the three formats need to be written safely.
struct FeedText {
    private(set) var bytes: [UInt8] = []

    /// Adds text as it is.
    mutating func append(_ text: String) {
        self.bytes.append(contentsOf: text.utf8)
    }

    /// Adds a record of comma-separated fields and the end of its line.
    ///
    /// - Note: RFC 4180: fields with a comma, a quote or a line break are quoted, and lines end with CR LF.
    mutating func appendRecord(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 {
                self.bytes.append(UInt8(ascii: ","))
            }
            self.appendField(field)
        }
        self.append("\r\n")
    }

    private mutating func appendField(_ field: String) {
        guard field.utf8.contains(where: Self.needsQuotes) else {
            return self.append(field)
        }
        self.bytes.append(UInt8(ascii: "\""))
        for byte in field.utf8 {
            if byte == UInt8(ascii: "\"") {
                self.bytes.append(byte)
            }
            self.bytes.append(byte)
        }
        self.bytes.append(UInt8(ascii: "\""))
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
        default: false
        }
    }

    /// Adds an XML element that holds only text, or nothing if the text is empty.
    mutating func appendElement(_ name: String, _ text: String) {
        guard !text.isEmpty else { return }
        self.append("<\(name)>")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): self.append("&lt;")
            case UInt8(ascii: ">"): self.append("&gt;")
            case UInt8(ascii: "&"): self.append("&amp;")
            default: self.bytes.append(byte)
            }
        }
        self.append("</\(name)>")
    }

    /// Adds a JSON string with its quotes.
    ///
    /// - Note: RFC 8259 section 7.
    mutating func appendJSONString(_ text: String) {
        self.bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                self.bytes.append(UInt8(ascii: "\\"))
                self.bytes.append(byte)
            case ..<0x20:
                self.append("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            default:
                self.bytes.append(byte)
            }
        }
        self.bytes.append(UInt8(ascii: "\""))
    }
}
