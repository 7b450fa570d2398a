/// Why a whole file is refused, before anything of it is applied.
struct FeedRefusal: Error, Hashable, Sendable {
    /// The stable reason.
    let code: Code
    /// The line, counted from 1, where the reason shows; `nil` if it is the file as a whole.
    let line: Int?
    /// The position in the line, in bytes counted from 1, or of the column in the header row; `nil` if there is none.
    let position: Int?
    /// The column that is missing or doubled.
    let column: FeedColumn?

    init(_ code: Code, line: Int? = nil, position: Int? = nil, column: FeedColumn? = nil) {
        self.code = code
        self.line = line
        self.position = position
        self.column = column
    }

    /// A stable reason, which operators and their scripts rely on.
    enum Code: String, Hashable, Sendable, CaseIterable {
        /// The header row lacks a column of the feed.
        case columnMissing = "COLUMN_MISSING"
        /// The header row has a column that the feed hasn't.
        case columnUnknown = "COLUMN_UNKNOWN"
        /// The header row has a column twice.
        case columnDuplicate = "COLUMN_DUPLICATE"
        /// The bytes aren't UTF-8.
        case encoding = "ENCODING"
        /// The file ends in the middle of something.
        case truncated = "TRUNCATED"
        /// The file holds nothing.
        case empty = "EMPTY"
        /// The file isn't written in its format, or the feed isn't read in that format.
        case format = "FORMAT"
        /// A row is longer than any real one.
        case rowTooLong = "ROW_TOO_LONG"
    }
}

extension FeedRefusal: CustomStringConvertible {
    /// The reason and the place, without anything from the file.
    var description: String {
        var text = self.code.rawValue
        if let column = self.column { text += " \(column.name)" }
        if let line = self.line { text += " line \(line)" }
        if let position = self.position { text += " column \(position)" }
        return text
    }
}
