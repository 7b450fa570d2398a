/// A statement, or a part of one, with its values apart from its text.
///
/// An interpolated value becomes an argument and is never part of the text, so no value can change what the
/// statement does:
///
/// ```swift
/// try tx.rows("SELECT id FROM outreachPerson WHERE district = \(district) AND since < \(day)")
/// ```
///
/// Names of tables and columns come from literals only, as `\(raw: "outreachPerson")`. Parts are put
/// together with `+` or by interpolating one in another.
///
/// Write the subset that SQLite and PostgreSQL share, and no `?` of your own: it marks an argument.
public struct SQL: Hashable, Sendable {
    /// The statement with a `?` for each argument.
    package private(set) var text: String

    /// The values, in the order of their marks.
    package private(set) var arguments: [SQLValue]

    /// Whether the text is one of the few that the program's literals can make.
    ///
    /// A list makes a text of its own for each length. Keeping those prepared would grow without bound.
    package private(set) var isWorthKeepingPrepared: Bool

    /// Creates an empty part, to append to.
    public init() {
        self.text = ""
        self.arguments = []
        self.isWorthKeepingPrepared = true
    }

    /// Joins two parts as they are, so the space between them is the caller's.
    public static func + (left: Self, right: Self) -> Self {
        var joined = left
        joined += right
        return joined
    }

    /// Appends a part.
    public static func += (left: inout Self, right: Self) {
        left.append(right)
    }

    mutating func append(_ part: Self) {
        self.text += part.text
        self.arguments += part.arguments
        self.isWorthKeepingPrepared = self.isWorthKeepingPrepared && part.isWorthKeepingPrepared
    }

    mutating func append(text: String) {
        self.text += text
    }

    mutating func append(argument: SQLValue) {
        self.text += "?"
        self.arguments.append(argument)
    }

    mutating func append(list: [SQLValue]) {
        self.isWorthKeepingPrepared = false
        guard !list.isEmpty else {
            // `IN ()` is not portable, and `IN (NULL)` makes `NOT IN` false for every row.
            self.text += "(SELECT NULL WHERE 1 = 0)"
            return
        }
        self.text += "(\(String(repeating: "?, ", count: list.count - 1))?)"
        self.arguments += list
    }
}
