/// Texts that may go into the register and out again on paper and screens.
enum SafeText {
    /// The text, or `nil` if it isn't UTF-8 or holds a control character.
    ///
    /// - Note: Unicode, general category Cc: U+0000–U+001F and U+007F–U+009F.
    static func string(_ bytes: Span<UInt8>) -> String? {
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte == 0x7F { return nil }
            // U+0080–U+009F are the two bytes C2 80–C2 9F.
            if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] < 0xA0 { return nil }
        }
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            return nil
        }
    }
}
