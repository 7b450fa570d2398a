/// A place in a file that is read in pieces, for telling people where something is wrong.
struct TextPosition: Hashable, Sendable {
    /// The line, counted from 1.
    private(set) var line = 1
    /// How many bytes of the line have been passed.
    private(set) var bytesPassed = 0

    /// Passes over a byte.
    mutating func advance(over byte: UInt8) {
        if byte == UInt8(ascii: "\n") {
            self.line += 1
            self.bytesPassed = 0
        } else {
            self.bytesPassed += 1
        }
    }

    /// Passes over bytes that hold no line feed.
    mutating func advance(byBytes count: Int) {
        self.bytesPassed += count
    }

    /// A refusal at this place.
    func refusal(_ code: FeedRefusal.Code) -> FeedRefusal {
        FeedRefusal(code, line: self.line, position: self.bytesPassed + 1)
    }
}
