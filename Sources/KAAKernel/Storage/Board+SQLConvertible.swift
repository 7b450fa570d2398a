public import KAAStorage

extension Board: SQLConvertible {
    /// The text of the board, such as `SDN:01`.
    public var sqlValue: SQLValue {
        .text(self.description)
    }

    /// Reads the text of a board.
    public init(sqlValue: SQLValue) throws {
        guard let board = Board(try String(sqlValue: sqlValue)) else {
            throw SQLConversionError(stored: sqlValue, expected: "Board")
        }
        self = board
    }
}
