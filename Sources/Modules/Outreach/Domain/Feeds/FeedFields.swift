/// The raw fields of one row, as UTF-8 by column.
///
/// Fields are ranges into a buffer that many rows share; a reader fills the ranges anew for every row, so that reading a
/// row allocates nothing but the texts the register keeps.
struct FeedFields: Sendable {
    /// The bytes the ranges refer to.
    var bytes: [UInt8] = []
    /// Bytes of fields that had to be rewritten, such as quoted fields with doubled quotation marks.
    var rewritten: [UInt8] = []
    /// Where each field is.
    var ranges: [FieldRange] = Array(repeating: .empty, count: FeedColumn.allCases.count)
    /// The position in `ranges` of each column's field, by the column's raw value.
    private var positions = Array(FeedColumn.allCases.indices)

    /// Where a field's bytes are.
    struct FieldRange: Sendable {
        var start: Int
        var end: Int
        var content: Content

        static let empty = FieldRange(start: 0, end: 0, content: .asWritten)
    }

    /// What the bytes of a range are.
    enum Content: Sendable {
        /// The field itself, in `bytes`.
        case asWritten
        /// The field with its quotation marks doubled, in `bytes`; to be rewritten before it is read.
        case quotesDoubled
        /// The field itself, in `rewritten`.
        case rewritten
    }

    /// Makes the ranges those of `columns`, in that order, from now on.
    mutating func arrange(_ columns: [FeedColumn]) {
        for (position, column) in columns.enumerated() {
            self.positions[column.rawValue] = position
        }
    }

    /// The place of a column's field.
    subscript(column: FeedColumn) -> FieldRange {
        get { self.ranges[self.positions[column.rawValue]] }
        set { self.ranges[self.positions[column.rawValue]] = newValue }
    }

    /// Sets a column's field to a copy of `value`, kept with the row.
    mutating func set(_ column: FeedColumn, to value: some Collection<UInt8>) {
        let start = self.rewritten.count
        self.rewritten.append(contentsOf: value)
        self[column] = FieldRange(start: start, end: self.rewritten.count, content: .rewritten)
    }

    /// Whether a column's field is empty.
    func isEmpty(_ column: FeedColumn) -> Bool {
        let range = self[column]
        return range.start == range.end
    }

    /// Calls `body` with the bytes of a column's field.
    @inline(__always)
    func withBytes<Value>(
        of column: FeedColumn,
        _ body: (Span<UInt8>) throws(RowFault) -> Value
    ) throws(RowFault) -> Value {
        let range = self[column]
        return if range.content == .rewritten {
            try body(self.rewritten.span.extracting(range.start..<range.end))
        } else {
            try body(self.bytes.span.extracting(range.start..<range.end))
        }
    }
}
