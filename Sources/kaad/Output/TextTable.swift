/// A table for people: columns as wide as they need to be, numbers to the right.
struct TextTable {
    private let header: [String]
    private var rows: [[String]] = []

    init(_ header: [String]) {
        self.header = header
    }

    mutating func add(_ row: [String]) {
        self.rows.append(row)
    }

    /// The lines of the table.
    var lines: [String] {
        let all = [self.header] + self.rows
        let widths = self.header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                let isNumber = self.rows.allSatisfy { $0[column].allSatisfy { $0.isNumber || $0 == "-" } }
                return isNumber ? space + row[column] : row[column] + space
            }
            .joined(separator: "  ")
            .trimmingTrailingSpaces
        }
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
