/// The references that XML text may hold without a document type.
enum XMLReferences {
    /// The text with its references resolved, as UTF-8, or `nil` if there is any other reference among them.
    ///
    /// - Note: Extensible Markup Language (XML) 1.0, sections 4.1 and 4.6.
    static func resolved(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.contains(UInt8(ascii: "&")) else { return bytes }
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "&") else {
                result.append(byte)
                continue
            }
            guard let end = rest.firstIndex(of: UInt8(ascii: ";")),
                let scalar = Self.scalar(String(decoding: rest[..<end], as: UTF8.self)),
                let encoded = UTF8.encode(scalar)
            else { return nil }
            result.append(contentsOf: encoded)
            rest = rest[(end + 1)...]
        }
        return result
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        if name.hasPrefix("#x") {
            return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        }
        guard name.hasPrefix("#") else { return nil }
        return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
    }
}
