/// The next piece of an XML text: a tag, a run of text, or something else between angle brackets.
struct XMLToken: Hashable, Sendable {
    /// What the piece is.
    let kind: Kind
    /// How many bytes it takes.
    let byteCount: Int

    /// The kinds of piece.
    enum Kind: Hashable, Sendable {
        case text
        case startTag
        case endTag
        case comment
        case characterData
        case instruction
        /// `<!` and anything else, such as a document type declaration.
        case declaration
    }

    /// The longest opening of a piece, `<![CDATA[`.
    static let characterDataOpening = Array("<![CDATA[".utf8)
    private static let commentOpening = Array("<!--".utf8)

    /// Finds the piece at the start of the bytes, or returns `nil` if the bytes end inside it.
    ///
    /// - Parameters:
    ///   - bytes: The text from there on, at least one byte.
    ///   - isAtEnd: Whether a run of text may end with the bytes.
    /// - Complexity: O(*n*) in the length of the piece.
    init?(_ bytes: Span<UInt8>, isAtEnd: Bool) {
        guard bytes[0] == UInt8(ascii: "<") else {
            let end = Self.indexOfBracket(in: bytes)
            guard end != nil || isAtEnd else { return nil }
            self.kind = .text
            self.byteCount = end ?? bytes.count
            return
        }
        guard bytes.count > 1, let kind = Self.markup(bytes, isAtEnd: isAtEnd), let end = Self.end(of: kind, bytes)
        else { return nil }
        self.kind = kind
        self.byteCount = end
    }

    /// The kind of markup, or `nil` if too few bytes are here to tell.
    private static func markup(_ bytes: Span<UInt8>, isAtEnd: Bool) -> Kind? {
        switch bytes[1] {
        case UInt8(ascii: "/"): return .endTag
        case UInt8(ascii: "?"): return .instruction
        case UInt8(ascii: "!"): break
        default: return .startTag
        }
        if Self.starts(bytes, with: Self.commentOpening) { return .comment }
        if Self.starts(bytes, with: Self.characterDataOpening) { return .characterData }
        return isAtEnd || bytes.count >= Self.characterDataOpening.count ? .declaration : nil
    }

    /// The position after the markup, or `nil` if the bytes end inside it.
    private static func end(of kind: Kind, _ bytes: Span<UInt8>) -> Int? {
        switch kind {
        case .comment: Self.end(of: ("-", "-"), bytes, from: Self.commentOpening.count)
        case .characterData: Self.end(of: ("]", "]"), bytes, from: Self.characterDataOpening.count)
        case .instruction: Self.end(of: (nil, "?"), bytes, from: 2)
        case .startTag, .endTag, .declaration, .text: Self.endOfTag(bytes)
        }
    }

    private static func starts(_ bytes: Span<UInt8>, with prefix: [UInt8]) -> Bool {
        bytes.count >= prefix.count && bytes.extracting(0..<prefix.count).elementsEqual(prefix)
    }

    private static func indexOfBracket(in bytes: Span<UInt8>) -> Int? {
        for index in 0..<bytes.count where bytes[index] == UInt8(ascii: "<") {
            return index
        }
        return nil
    }

    /// The position after the first `>` behind the two characters before it.
    private static func end(
        of closing: (first: Unicode.Scalar?, second: Unicode.Scalar),
        _ bytes: Span<UInt8>,
        from start: Int
    ) -> Int? {
        var index = start + (closing.first == nil ? 1 : 2)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: ">"), bytes[index - 1] == UInt8(ascii: closing.second) {
                guard let first = closing.first, bytes[index - 2] != UInt8(ascii: first) else { return index + 1 }
            }
            index += 1
        }
        return nil
    }

    /// The position after the bracket that ends a tag; brackets inside quoted attribute values don't.
    private static func endOfTag(_ bytes: Span<UInt8>) -> Int? {
        var quote: UInt8?
        for index in 1..<bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
        }
        return nil
    }
}
