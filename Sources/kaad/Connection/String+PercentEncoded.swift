extension String {
    /// The text with every character outside printable ASCII, and the percent sign, encoded as `%C3%A5`.
    var percentEncoded: String {
        self.utf8.reduce(into: "") { text, byte in
            if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "%") {
                text.append(Character(UnicodeScalar(byte)))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
    }
}
