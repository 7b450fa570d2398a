/// The form of the `tracestate` field, which is passed on and not understood.
///
/// - Note: W3C Trace Context, Level 2, section 3.3.
enum TraceState {
    private static let maximumMembers = 32
    /// What every system has to pass on; longer ones are dropped, which the standard leaves to us.
    private static let maximumBytes = 512

    static func isWellFormed(_ text: String) -> Bool {
        guard text.utf8.count <= Self.maximumBytes else { return false }
        let members = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { Self.trimmed($0) }.filter { !$0.isEmpty }
        let keys = members.map { Array($0.prefix { $0 != UInt8(ascii: "=") }) }
        return members.count <= Self.maximumMembers && Set(keys).count == keys.count
            && zip(members, keys).allSatisfy { Self.isKey($1) && Self.isValue($0.dropFirst($1.count)) }
    }

    private static func trimmed(_ member: Substring.UTF8View) -> Substring.UTF8View {
        func isSpace(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        }
        var member = member.drop(while: isSpace)
        while let last = member.last, isSpace(last) {
            member.removeLast()
        }
        return member
    }

    private static func isKey(_ key: [UInt8]) -> Bool {
        guard (1...256).contains(key.count), let first = key.first, (0x61...0x7A).contains(first) || Self.isDigit(first)
        else { return false }
        return key.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || Self.isDigit(byte) || "_-*/@".utf8.contains(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }

    /// Whether what follows a key is an equals sign and a value.
    private static func isValue(_ part: Substring.UTF8View) -> Bool {
        let value = part.dropFirst()
        return part.first == UInt8(ascii: "=") && (1...256).contains(value.count)
            && value.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
    }
}
