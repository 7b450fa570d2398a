/// A board, or all boards of a kind, as a ground names those between which it opens something.
public enum BoardGroup: Hashable, Sendable {
    /// One board.
    case only(Board)

    /// Every district board.
    case districts

    /// Every party outside the municipality.
    case externals

    /// Whether `board` is one of the group.
    public func contains(_ board: Board) -> Bool {
        switch (self, board) {
        case (.only(let only), _): only == board
        case (.districts, .sdn), (.externals, .external): true
        case (.districts, _), (.externals, _): false
        }
    }
}

extension BoardGroup: CustomStringConvertible {
    /// The board, or its kind with a star.
    public var description: String {
        switch self {
        case .only(let board): board.description
        case .districts: "SDN:*"
        case .externals: "EXTERNAL:*"
        }
    }
}
