import Foundation

extension UUID {
    /// Reads the usual form of 36 characters, in either case.
    ///
    /// Foundation's own goes through `sscanf`, which costs more than the rest of the work on an audit entry and takes spaces
    /// for digits.
    ///
    /// - Returns: `nil` for every other form.
    /// - Note: RFC 9562 section 4.
    package init?(text: String) {
        var text = text
        guard let words = text.withUTF8({ unsafe Self.words(of: $0) }) else { return nil }
        self.init(high: words.high, low: words.low)
    }

    private static func words(of bytes: UnsafeBufferPointer<UInt8>) -> (high: UInt64, low: UInt64)? {
        guard bytes.count == Self.characterCount else { return nil }
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for position in 0..<Self.characterCount {
            let byte = unsafe bytes[position]
            if Self.isHyphen(position) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.digit(byte) else { return nil }
            // 16 digits and two hyphens stand before the second half.
            if position < 19 { words.high = words.high << 4 | digit } else { words.low = words.low << 4 | digit }
        }
        return words
    }

    /// The usual form of 36 characters in lower case.
    package var lowercaseText: String {
        let bytes = self.uuid
        return unsafe withUnsafeBytes(of: bytes) { bytes in
            unsafe String(unsafeUninitializedCapacity: Self.characterCount) { buffer in
                var position = 0
                for index in bytes.indices {
                    let byte = unsafe bytes[index]
                    if Self.isHyphen(position) {
                        unsafe buffer[position] = UInt8(ascii: "-")
                        position += 1
                    }
                    unsafe buffer[position] = Self.character(byte >> 4)
                    unsafe buffer[position + 1] = Self.character(byte & 15)
                    position += 2
                }
                return position
            }
        }
    }

    /// How many bytes the usual form has.
    static var textByteCount: Int { Self.characterCount }

    /// Adds the usual form in lower case.
    func appendLowercaseText(to text: inout [UInt8]) {
        let bytes = self.uuid
        unsafe withUnsafeBytes(of: bytes) { bytes in
            text.append(addingCapacity: Self.characterCount) { output in
                for index in bytes.indices {
                    let byte = unsafe bytes[index]
                    if index == 4 || index == 6 || index == 8 || index == 10 { output.append(UInt8(ascii: "-")) }
                    output.append(Self.character(byte >> 4))
                    output.append(Self.character(byte & 15))
                }
            }
        }
    }

    /// Creates an identifier from 128 bits.
    init(high: UInt64, low: UInt64) {
        func byte(_ word: UInt64, _ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * index)) }
        self.init(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3),
                byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
                byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
                byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
            )
        )
    }

    private static let characterCount = 36

    private static func isHyphen(_ position: Int) -> Bool {
        position == 8 || position == 13 || position == 18 || position == 23
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte &- UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte &- UInt8(ascii: "a") &+ 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte &- UInt8(ascii: "A") &+ 10)
        default: nil
        }
    }

    private static func character(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ (digit &- 10)
    }
}
