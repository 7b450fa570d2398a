/// Takes a CSV file apart.
///
/// Strict where a lenient reader would guess: quotation marks only as RFC 4180 has them, as many fields as the header, and a
/// last row that may lack its line break but nothing else.
///
/// - Note: RFC 4180, section 2. Lines may also end in a bare line feed, and a byte order mark is passed over.
struct CSVDecoder: FeedDecoder {
    /// The longest row, in bytes; a real one has a few hundred.
    ///
    /// It bounds what an unclosed quotation mark can swallow.
    static let maximumRowByteCount = 65_536

    private let columns: [FeedColumn]
    /// The column of each field, once the header row has been read.
    private var order: [FeedColumn]?
    private var fields = FeedFields()
    private var scanner = CSVScanner()
    private var line = 1
    private var hasPassedByteOrderMark = false

    /// Prepares to read a file that must have exactly `columns`, in any order.
    init(columns: [FeedColumn]) {
        self.columns = columns
    }

    mutating func consume(_ bytes: [UInt8], _ receive: RowReceiver) throws {
        if self.fields.bytes.isEmpty {
            self.fields.bytes = bytes
        } else {
            self.fields.bytes.append(contentsOf: bytes)
        }
        try self.readRows(isAtEnd: false, receive)
        guard self.fields.bytes.count <= Self.maximumRowByteCount else {
            throw FeedRefusal(.rowTooLong, line: self.line)
        }
    }

    mutating func finish(_ receive: RowReceiver) throws {
        try self.readRows(isAtEnd: true, receive)
        guard self.order != nil else { throw FeedRefusal(.empty) }
    }

    /// Reads every whole row in the buffer and leaves the beginning of the next one.
    private mutating func readRows(isAtEnd: Bool, _ receive: RowReceiver) throws {
        let bytes = self.fields.bytes
        var position = self.passByteOrderMark()
        let end = isAtEnd ? bytes.count : self.endOfLastLine()
        guard position < end else { return }
        try UTF8Check.check(bytes.span.extracting(position..<end), firstLine: self.line)
        while position < end {
            let state = self.scanner.scanRow(bytes.span, from: position, to: end)
            guard state != .needsMore else {
                guard !isAtEnd else { throw FeedRefusal(.truncated, line: self.line) }
                break
            }
            guard self.scanner.end - position <= Self.maximumRowByteCount else {
                throw FeedRefusal(.rowTooLong, line: self.line)
            }
            try self.readRow(state, receive)
            self.line += self.scanner.lineBreakCount
            position = self.scanner.end
        }
        self.fields.bytes = Array(bytes[position...])
    }

    private mutating func readRow(_ state: CSVScanner.State, _ receive: RowReceiver) throws {
        // A line without a single byte holds no fields to lose.
        guard !self.scanner.isEmptyLine else { return }
        guard let order = self.order else {
            let order = try self.readHeader(state)
            self.fields.arrange(order)
            self.order = order
            return
        }
        guard state == .row else {
            try receive(self.fields, self.line, RowFault(.quoteMalformed))
            return
        }
        guard self.scanner.fields.count == order.count else {
            guard self.scanner.endsWithLineBreak || self.scanner.fields.count > order.count else {
                throw FeedRefusal(.truncated, line: self.line)
            }
            try receive(self.fields, self.line, RowFault(.fieldCount))
            return
        }
        self.fields.rewritten.removeAll(keepingCapacity: true)
        swap(&self.fields.ranges, &self.scanner.fields)
        if self.scanner.hasDoubledQuotes {
            for column in order where self.fields[column].content == .quotesDoubled {
                self.undoubleQuotes(in: column)
            }
        }
        try receive(self.fields, self.line, nil)
    }

    /// Makes doubled quotation marks single.
    private mutating func undoubleQuotes(in column: FeedColumn) {
        let field = self.fields[column]
        var content: [UInt8] = []
        var isSecond = false
        for byte in self.fields.bytes[field.start..<field.end] {
            isSecond = byte == CSVScanner.quote && !isSecond
            if !isSecond {
                content.append(byte)
            }
        }
        self.fields.set(column, to: content)
    }

    private func readHeader(_ state: CSVScanner.State) throws(FeedRefusal) -> [FeedColumn] {
        guard state == .row else { throw FeedRefusal(.format, line: self.line) }
        var order: [FeedColumn] = []
        for (index, field) in self.scanner.fields.enumerated() {
            let name = self.fields.bytes[field.start..<field.end]
            guard let column = self.columns.first(where: { name.elementsEqual($0.name.utf8) }) else {
                throw FeedRefusal(.columnUnknown, line: self.line, position: index + 1)
            }
            guard !order.contains(column) else {
                throw FeedRefusal(.columnDuplicate, line: self.line, position: index + 1, column: column)
            }
            order.append(column)
        }
        for column in self.columns where !order.contains(column) {
            throw FeedRefusal(.columnMissing, line: self.line, column: column)
        }
        return order
    }

    /// The position after the byte order mark, if the file begins with one.
    private mutating func passByteOrderMark() -> Int {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard !self.hasPassedByteOrderMark, self.fields.bytes.count >= mark.count else { return 0 }
        self.hasPassedByteOrderMark = true
        guard self.fields.bytes.starts(with: mark) else { return 0 }
        return mark.count
    }

    /// The position after the last line feed in the buffer.
    private func endOfLastLine() -> Int {
        guard let index = self.fields.bytes.lastIndex(of: UInt8(ascii: "\n")) else { return 0 }
        return index + 1
    }
}
