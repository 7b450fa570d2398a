/// Reads an XML text that arrives in pieces as a series of events.
///
/// Just the XML that registers send: elements, attributes (passed over), text, CDATA, comments and processing instructions.
/// A document type declaration is refused, and with it every entity but the five that XML has itself, so nothing in a file can
/// make the reader fetch or expand anything.
///
/// - Note: Extensible Markup Language (XML) 1.0, fifth edition.
struct XMLEventReader: Sendable {
    /// How deep elements may lie in one another; Navet needs eight.
    static let maximumDepth = 64
    /// The longest piece of markup or text between markup, in bytes.
    static let maximumTokenByteCount = 65_536

    private var buffer: [UInt8] = []
    private var next = 0
    private(set) var position = TextPosition()
    private var openElements: [[UInt8]] = []
    private var hasRoot = false
    private var pendingEnd = false

    /// Adds the next bytes of the text.
    mutating func append(_ bytes: [UInt8]) {
        self.buffer.removeSubrange(..<self.next)
        self.next = 0
        self.buffer.append(contentsOf: bytes)
    }

    /// The next event; `nil` when the bytes are used up and more may come, or when the text is complete.
    ///
    /// - Throws: ``FeedRefusal`` where the text isn't such XML, isn't UTF-8 or ends too early.
    mutating func nextEvent(isAtEnd: Bool) throws(FeedRefusal) -> XMLEvent? {
        if self.pendingEnd {
            self.pendingEnd = false
            return .end
        }
        while self.next < self.buffer.count {
            let token = XMLToken(self.buffer.span.extracting(self.next..<self.buffer.count), isAtEnd: isAtEnd)
            guard let token else { return try self.incomplete(isAtEnd: isAtEnd) }
            let range = self.next..<(self.next + token.byteCount)
            let bytes = Array(self.buffer[range])
            let event = try self.event(token.kind, bytes)
            for byte in bytes {
                self.position.advance(over: byte)
            }
            self.next = range.upperBound
            if let event { return event }
        }
        guard !isAtEnd || (self.hasRoot && self.openElements.isEmpty) else {
            throw self.position.refusal(self.hasRoot ? .truncated : .empty)
        }
        return nil
    }

    private func incomplete(isAtEnd: Bool) throws(FeedRefusal) -> XMLEvent? {
        guard !isAtEnd else { throw self.position.refusal(.truncated) }
        guard self.buffer.count - self.next <= Self.maximumTokenByteCount else {
            throw self.position.refusal(.rowTooLong)
        }
        return nil
    }

    /// What a token amounts to; `nil` for what is passed over.
    private mutating func event(_ kind: XMLToken.Kind, _ bytes: [UInt8]) throws(FeedRefusal) -> XMLEvent? {
        guard UTF8Check.isValid(bytes.span) else { throw self.position.refusal(.encoding) }
        switch kind {
        case .comment:
            return nil
        case .instruction:
            try self.checkDeclaration(bytes)
            return nil
        case .declaration:
            throw self.position.refusal(.format)
        case .text:
            return try self.text(bytes)
        case .characterData:
            guard !self.openElements.isEmpty else { throw self.position.refusal(.format) }
            return .text(Array(bytes.dropFirst(XMLToken.characterDataOpening.count).dropLast(3)))
        case .startTag:
            return .start(try self.open(bytes))
        case .endTag:
            try self.close(bytes)
            return .end
        }
    }

    private func text(_ bytes: [UInt8]) throws(FeedRefusal) -> XMLEvent? {
        let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        guard !self.openElements.isEmpty else {
            let isMark = !self.hasRoot && bytes.starts(with: [0xEF, 0xBB, 0xBF])
            guard isBlank || isMark else { throw self.position.refusal(.format) }
            return nil
        }
        guard let resolved = XMLReferences.resolved(bytes) else { throw self.position.refusal(.format) }
        return .text(resolved)
    }

    /// Opens an element and gives its name without prefix.
    private mutating func open(_ tag: [UInt8]) throws(FeedRefusal) -> [UInt8] {
        let isEmptyElement = tag.dropLast().last == UInt8(ascii: "/")
        let name = Self.name(in: tag.dropFirst())
        guard !name.isEmpty, self.openElements.count < Self.maximumDepth, !self.openElements.isEmpty || !self.hasRoot
        else { throw self.position.refusal(.format) }
        self.hasRoot = true
        if isEmptyElement {
            self.pendingEnd = true
        } else {
            self.openElements.append(name)
        }
        return Self.localName(name)
    }

    private mutating func close(_ tag: [UInt8]) throws(FeedRefusal) {
        let name = Self.name(in: tag.dropFirst(2))
        guard let opened = self.openElements.popLast(), opened == name else {
            throw self.position.refusal(.format)
        }
    }

    /// Refuses an XML declaration of another encoding than UTF-8.
    private func checkDeclaration(_ bytes: [UInt8]) throws(FeedRefusal) {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        guard text.hasPrefix("<?xml "), text.contains("encoding") else { return }
        guard text.contains("utf-8") else { throw self.position.refusal(.encoding) }
    }

    private static func name(in tag: ArraySlice<UInt8>) -> [UInt8] {
        Array(tag.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") })
    }

    private static func localName(_ name: [UInt8]) -> [UInt8] {
        guard let colon = name.lastIndex(of: UInt8(ascii: ":")) else { return name }
        return Array(name[(colon + 1)...])
    }
}
