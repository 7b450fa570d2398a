/// Finds the fields of one CSV row in a buffer.
struct CSVScanner: Sendable {
    static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// What a scan found.
    enum State: Hashable {
        /// A row.
        case row
        /// A row with a quotation mark out of place; its fields mean nothing.
        case malformedRow
        /// The bytes end inside a quoted field.
        case needsMore
    }

    /// The fields of the row last scanned, without their quotation marks; whoever takes them may leave any array behind.
    var fields: [FeedFields.FieldRange] = []
    /// Whether one of them holds quotation marks, each written twice.
    private(set) var hasDoubledQuotes = false
    /// The position after the row and its line break.
    private(set) var end = 0
    /// How many line feeds the row has, quoted ones included.
    private(set) var lineBreakCount = 0
    /// Whether the row ended with a line break, not with the bytes.
    private(set) var endsWithLineBreak = false
    /// Whether the row is a line without any bytes.
    private(set) var isEmptyLine = false

    /// Scans the row that begins at `start`; the bytes end with a line feed or with the file.
    ///
    /// - Complexity: O(*n*) in the length of the row.
    mutating func scanRow(_ bytes: Span<UInt8>, from start: Int, to limit: Int) -> State {
        self.fields.removeAll(keepingCapacity: true)
        self.lineBreakCount = 0
        self.hasDoubledQuotes = false
        self.endsWithLineBreak = false
        var position = start
        while true {
            guard let field = self.scanField(bytes, at: &position, to: limit) else {
                return self.stateAfterFault(bytes, at: position, to: limit)
            }
            self.fields.append(field)
            guard position < limit, bytes[position] == Self.comma else { break }
            position += 1
        }
        self.isEmptyLine = position == start || (position == start + 1 && bytes[start] == Self.carriageReturn)
        self.isEmptyLine = self.isEmptyLine && self.fields.count == 1
        self.passLineBreak(bytes, at: position, to: limit)
        return .row
    }

    /// Scans one field up to the comma or line break behind it, or returns `nil` with `position` at a fault: at a
    /// quotation mark out of place, or at the end inside quotation marks.
    private mutating func scanField(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        to limit: Int
    ) -> FeedFields.FieldRange? {
        guard position < limit, bytes[position] == Self.quote else {
            return Self.scanUnquotedField(bytes, at: &position, to: limit)
        }
        let start = position + 1
        var hasDoubledQuotes = false
        position = start
        while position < limit {
            let byte = bytes[position]
            if byte == Self.lineFeed {
                self.lineBreakCount += 1
            } else if byte == Self.quote {
                guard position + 1 < limit, bytes[position + 1] == Self.quote else { break }
                hasDoubledQuotes = true
                position += 1
            }
            position += 1
        }
        guard position < limit else { return nil }
        let end = position
        position += 1
        guard Self.endsField(bytes, at: position, to: limit) else { return nil }
        self.hasDoubledQuotes = self.hasDoubledQuotes || hasDoubledQuotes
        return FeedFields.FieldRange(start: start, end: end, content: hasDoubledQuotes ? .quotesDoubled : .asWritten)
    }

    private static func scanUnquotedField(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        to limit: Int
    ) -> FeedFields.FieldRange? {
        let start = position
        while position < limit {
            let byte = bytes[position]
            // The comma is the last in ASCII of the four bytes that matter, and what follows it is most of any text.
            if byte <= Self.comma {
                if byte == Self.comma || byte == Self.lineFeed { break }
                if byte == Self.quote { return nil }
            }
            position += 1
        }
        let endsLine = position < limit && bytes[position] == Self.lineFeed
        let hasReturn = endsLine && position > start && bytes[position - 1] == Self.carriageReturn
        return FeedFields.FieldRange(start: start, end: hasReturn ? position - 1 : position, content: .asWritten)
    }

    /// Whether a quoted field may end before `position`.
    private static func endsField(_ bytes: Span<UInt8>, at position: Int, to limit: Int) -> Bool {
        guard position < limit else { return true }
        switch bytes[position] {
        case Self.comma, Self.lineFeed: return true
        case Self.carriageReturn: return position + 1 < limit && bytes[position + 1] == Self.lineFeed
        default: return false
        }
    }

    /// Ends the row at the line break behind a fault, where the next row is taken to begin.
    private mutating func stateAfterFault(_ bytes: Span<UInt8>, at fault: Int, to limit: Int) -> State {
        guard fault < limit else { return .needsMore }
        self.isEmptyLine = false
        var position = fault
        while position < limit, bytes[position] != Self.lineFeed {
            position += 1
        }
        self.passLineBreak(bytes, at: position, to: limit)
        return .malformedRow
    }

    private mutating func passLineBreak(_ bytes: Span<UInt8>, at position: Int, to limit: Int) {
        var next = position
        if next < limit, bytes[next] == Self.carriageReturn {
            next += 1
        }
        if next < limit, bytes[next] == Self.lineFeed {
            next += 1
            self.lineBreakCount += 1
            self.endsWithLineBreak = true
        }
        self.end = next
    }
}
