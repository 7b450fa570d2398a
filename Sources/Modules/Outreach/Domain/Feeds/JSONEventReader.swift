/// Reads a JSON text that arrives in pieces as a series of events, and holds it to the grammar.
///
/// - Note: RFC 8259, section 2.
struct JSONEventReader: Sendable {
    /// How deep objects and arrays may lie in one another; SS 12000 needs six.
    static let maximumDepth = 64

    private var tokenizer = JSONTokenizer()
    private var containers: [Container] = []
    private var expectation = Expectation.value

    private enum Container: Sendable {
        case object
        case array
    }

    /// What the grammar allows next.
    private enum Expectation: Sendable {
        case value
        case valueOrEndOfArray
        case keyOrEndOfObject
        case key
        case colon
        case commaOrEnd
        case nothing
    }

    /// The line of the event last read.
    private(set) var line = 1

    /// Adds the next bytes of the text.
    mutating func append(_ bytes: [UInt8]) {
        self.tokenizer.append(bytes)
    }

    /// The next event; `nil` when the bytes are used up and more may come, or when the text is complete.
    ///
    /// - Throws: ``FeedRefusal`` where the text breaks the grammar or ends too early.
    mutating func nextEvent(isAtEnd: Bool) throws(FeedRefusal) -> JSONEvent? {
        while let token = try self.tokenizer.nextToken(isAtEnd: isAtEnd) {
            self.line = self.tokenizer.position.line
            if let event = try self.event(token) {
                return event
            }
        }
        guard !isAtEnd || self.expectation == .nothing else {
            throw self.tokenizer.position.refusal(self.isUntouched ? .empty : .truncated)
        }
        return nil
    }

    /// Whether not a single token has been read.
    private var isUntouched: Bool {
        self.containers.isEmpty && self.expectation == .value
    }

    /// What a token amounts to; `nil` for a colon or a comma.
    private mutating func event(_ token: JSONToken) throws(FeedRefusal) -> JSONEvent? {
        switch (token, self.expectation) {
        case (.colon, .colon):
            self.expectation = .value
            return nil
        case (.comma, .commaOrEnd):
            self.expectation = self.containers.last == .object ? .key : .value
            return nil
        case (.string(let name), .key), (.string(let name), .keyOrEndOfObject):
            self.expectation = .colon
            return .key(name)
        case (.endObject, .keyOrEndOfObject), (.endObject, .commaOrEnd):
            try self.leave(.object)
            return .endObject
        case (.endArray, .valueOrEndOfArray), (.endArray, .commaOrEnd):
            try self.leave(.array)
            return .endArray
        case (_, .value), (_, .valueOrEndOfArray):
            return try self.value(token)
        default:
            throw self.tokenizer.position.refusal(.format)
        }
    }

    private mutating func value(_ token: JSONToken) throws(FeedRefusal) -> JSONEvent {
        switch token {
        case .beginObject:
            try self.enter(.object, expecting: .keyOrEndOfObject)
            return .beginObject
        case .beginArray:
            try self.enter(.array, expecting: .valueOrEndOfArray)
            return .beginArray
        default:
            self.expectation = self.containers.isEmpty ? .nothing : .commaOrEnd
        }
        switch token {
        case .string(let text): return .string(text)
        case .number: return .number
        case .bool(let value): return .bool(value)
        case .null: return .null
        default: throw self.tokenizer.position.refusal(.format)
        }
    }

    private mutating func enter(_ container: Container, expecting: Expectation) throws(FeedRefusal) {
        guard self.containers.count < Self.maximumDepth else { throw self.tokenizer.position.refusal(.format) }
        self.containers.append(container)
        self.expectation = expecting
    }

    private mutating func leave(_ container: Container) throws(FeedRefusal) {
        guard self.containers.popLast() == container else { throw self.tokenizer.position.refusal(.format) }
        self.expectation = self.containers.isEmpty ? .nothing : .commaOrEnd
    }
}
