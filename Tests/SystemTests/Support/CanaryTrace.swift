import Foundation

/// Looks for a person who must not be found: the bytes of words and numbers in every form in which a program keeps them.
struct CanaryTrace {
    /// A form of a word, and what it is.
    private struct Needle {
        let name: String
        let bytes: Data
    }

    private let needles: [Needle]

    /// Prepares the search.
    ///
    /// - Parameters:
    ///   - words: Names and parts of an address.
    ///   - numbers: Personnummer of twelve digits.
    init(words: [String], numbers: [String]) {
        let texts = words + numbers.flatMap(Self.writings)
        self.needles = texts.flatMap(Self.forms) + numbers.flatMap(Self.integers)
    }

    /// The forms found in some bytes; a form names its kind and never the person.
    func forms(in data: Data) -> [String] {
        self.needles.filter { data.range(of: $0.bytes) != nil }.map(\.name)
    }

    /// The forms found in a text.
    func forms(in text: String) -> [String] {
        self.forms(in: Data(text.utf8))
    }

    /// The files below a folder in which, or in whose paths, a form is found.
    func files(below folder: URL, except isLeftOut: (String) -> Bool = { _ in false }) throws -> [String] {
        var found: [String] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
            found += self.forms(in: path).map { "path: \($0)" }
            guard !isLeftOut(path), let data = FileManager.default.contents(atPath: folder.path + "/" + path) else {
                continue
            }
            found += self.forms(in: data).map { "\(path): \($0)" }
        }
        return found
    }

    /// A number with and without century and hyphen.
    private static func writings(_ number: String) -> [String] {
        let short = String(number.dropFirst(2))
        return [number, short, "\(number.prefix(8))-\(number.suffix(4))", "\(short.prefix(6))-\(number.suffix(4))"]
    }

    /// A text as UTF-8, UTF-16, ISO 8859-1, in a URL, in JSON and in base64.
    private static func forms(_ text: String) -> [Needle] {
        let utf8 = Data(text.utf8)
        let utf16 = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let swapped = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let latin1 = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        func escaped(_ units: some Sequence<UInt16>, _ mark: String, _ width: Int, uppercase: Bool) -> Data {
            let parts = units.map { unit in
                guard unit >= 0x80 else { return String(UnicodeScalar(UInt8(unit))) }
                let digits = String(unit, radix: 16, uppercase: uppercase)
                return mark + String(repeating: "0", count: width - digits.count) + digits
            }
            return Data(parts.joined().utf8)
        }
        let bytes = text.utf8.map { UInt16($0) }
        var needles = [
            Needle(name: "UTF-8", bytes: utf8),
            Needle(name: "UTF-16, big-endian", bytes: Data(utf16)),
            Needle(name: "UTF-16, little-endian", bytes: Data(swapped)),
            Needle(name: "ISO 8859-1", bytes: Data(latin1)),
            Needle(name: "URL", bytes: escaped(bytes, "%", 2, uppercase: true)),
            Needle(name: "URL, lower case", bytes: escaped(bytes, "%", 2, uppercase: false)),
            Needle(name: "JSON", bytes: escaped(text.utf16, "\\u", 4, uppercase: false)),
            Needle(name: "JSON, upper case", bytes: escaped(text.utf16, "\\u", 4, uppercase: true)),
        ]
        // The digits of base64 that depend on the text alone, wherever in a group of three bytes it begins.
        for offset in 0..<3 {
            let encoded = (Data(repeating: 0, count: offset) + utf8).base64EncodedString()
            let start = [0, 2, 3][offset]
            let whole = (offset + utf8.count) * 8 / 6
            let digits = encoded.dropFirst(start).prefix(whole - start)
            needles.append(Needle(name: "base64 at \(offset)", bytes: Data(digits.utf8)))
        }
        return needles
    }

    /// A number as databases and protocols keep integers.
    private static func integers(_ number: String) -> [Needle] {
        guard let value = UInt64(number) else { return [] }
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        var varint: [UInt8] = []
        var rest = value
        while rest >= 0x80 {
            varint.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        varint.append(UInt8(rest))
        return [
            Needle(name: "integer, big-endian", bytes: Data(bytes.prefix(6).reversed())),
            Needle(name: "integer, little-endian", bytes: Data(bytes.prefix(6))),
            Needle(name: "varint", bytes: Data(varint)),
        ]
    }
}
