/// The standard alphabet of RFC 4648 section 4, written without padding and read with or without it.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in Self.alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        return values
    }()

    /// The text for `bytes`, without padding.
    static func encode(_ bytes: [UInt8]) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity((bytes.count * 4 + 2) / 3)
        var pending = 0
        var pendingBits = 0
        for byte in bytes {
            pending = (pending << 8 | Int(byte)) & 0xFFFF
            pendingBits += 8
            while pendingBits >= 6 {
                pendingBits -= 6
                characters.append(self.alphabet[(pending >> pendingBits) & 0x3F])
            }
        }
        if pendingBits > 0 {
            characters.append(self.alphabet[(pending << (6 - pendingBits)) & 0x3F])
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The bytes that `text` stands for, or `nil` if it is not base64.
    static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        var count = text.count
        while count > 0, text.count - count < 2, text[count - 1] == UInt8(ascii: "=") {
            count -= 1
        }
        let isPadded = count < text.count
        guard count % 4 != 1, !isPadded || text.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 3 / 4)
        var pending = 0
        var pendingBits = 0
        for index in 0..<count {
            let value = self.values[Int(text[index])]
            guard value != 0xFF else { return nil }
            pending = (pending << 6 | Int(value)) & 0xFFFF
            pendingBits += 6
            if pendingBits >= 8 {
                pendingBits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> pendingBits))
            }
        }
        return bytes
    }
}
