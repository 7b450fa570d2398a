import Foundation
import KAAKernel

/// A text to look for, in every form in which our stores may hold it.
struct SoughtText: Sendable {
    /// A form, and what it is called where a hit is told of; the text itself is never shown.
    struct Form: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    /// The line of the list on which the text stands, counted from 1.
    let line: Int
    /// Whether it is an opaque identifier, which the audit log keeps.
    let isOpaqueIdentifier: Bool
    /// The forms, without repetition.
    let forms: [Form]

    /// Makes the forms of a text.
    init(_ text: String, line: Int) {
        self.line = line
        var forms = [Form(name: "text", bytes: [UInt8](text.utf8))]
        if let latin = text.data(using: .isoLatin1) { forms.append(Form(name: "text, Latin 1", bytes: [UInt8](latin))) }
        let identifier = UUID(uuidString: text)
        if let identifier { forms += Self.forms(of: identifier) }
        if let number = try? IdentityNumber(parsing: text) { forms += Self.forms(of: number) }
        self.isOpaqueIdentifier = identifier != nil
        var seen: Set<[UInt8]> = []
        self.forms = forms.filter { !$0.bytes.isEmpty && seen.insert($0.bytes).inserted }
    }

    private static func forms(of identifier: UUID) -> [Form] {
        let text = identifier.uuidString
        return [
            Form(name: "id, små bokstäver", bytes: [UInt8](text.lowercased().utf8)),
            Form(name: "id, stora bokstäver", bytes: [UInt8](text.utf8)),
            Form(name: "id, sexton byte", bytes: identifier.bigEndianBytes),
        ]
    }

    private static func forms(of number: IdentityNumber) -> [Form] {
        let digits = number.digits
        let short = digits.dropFirst(2)
        let texts = [
            digits, "\(digits.prefix(8))-\(digits.suffix(4))", "\(short)", "\(short.prefix(6))-\(short.suffix(4))",
            "\(short.prefix(6))+\(short.suffix(4))",
        ]
        let big = Self.bigEndianBytes(of: number.integerValue)
        return texts.map { Form(name: "personnummer", bytes: [UInt8]($0.utf8)) } + [
            // SQLite keeps an integer of twelve digits in six bytes (https://www.sqlite.org/fileformat2.html#record_format).
            Form(name: "personnummer, lagrat tal", bytes: Array(big.suffix(6))),
            Form(name: "personnummer, tal, lägsta byten först", bytes: big.suffix(6).reversed() + [0, 0]),
            Form(name: "personnummer, varint", bytes: Self.varint(number.integerValue)),
        ]
    }

    private static func bigEndianBytes(of value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
    }

    /// The encoding of Protocol Buffers.
    private static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(truncatingIfNeeded: rest)]
    }
}

extension UUID {
    fileprivate var bigEndianBytes: [UInt8] {
        let (b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15) = self.uuid
        return [b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15]
    }
}
