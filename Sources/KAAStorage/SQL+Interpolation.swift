extension SQL: ExpressibleByStringInterpolation {
    /// Creates a part without arguments.
    public init(stringLiteral value: String) {
        self.init()
        self.append(text: value)
    }

    /// Creates a part from literals and arguments.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Collects the pieces of an interpolated literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql = SQL()

        /// Prepares to collect the pieces.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Appends text of the literal.
        public mutating func appendLiteral(_ literal: String) {
            self.sql.append(text: literal)
        }

        /// Binds `value` as an argument.
        public mutating func appendInterpolation(_ value: some SQLConvertible) {
            self.sql.append(argument: value.sqlValue)
        }

        /// Binds `value` as an argument, or `NULL`.
        public mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            self.sql.append(argument: value.sqlValue)
        }

        /// Binds a literal `nil`, or another stored value, as an argument.
        public mutating func appendInterpolation(_ value: SQLValue) {
            self.sql.append(argument: value)
        }

        /// Inserts another part with its arguments.
        public mutating func appendInterpolation(_ part: SQL) {
            self.sql.append(part)
        }

        /// Binds each of `values` and puts them in parentheses, for `IN`; an empty list matches nothing.
        ///
        /// Engines bound the number of arguments (SQLite 3.40: 32,766), so a long list belongs in a temporary table.
        public mutating func appendInterpolation<Element: SQLConvertible>(values: some Sequence<Element>) {
            self.sql.append(list: values.map(\.sqlValue))
        }

        /// Inserts a name or keyword, which only a literal can be.
        public mutating func appendInterpolation(raw name: StaticString) {
            self.sql.append(text: "\(name)")
        }
    }
}
