/// Writes lines of Swift at the right depth.
struct CodeWriter {
    private(set) var text = ""
    private var depth = 0

    /// Writes a line, or an empty one.
    mutating func line(_ line: String = "") {
        if !line.isEmpty {
            self.text += String(repeating: "    ", count: self.depth) + line
        }
        self.text += "\n"
    }

    /// Writes a documentation comment, or `fallback` if the contract has none.
    mutating func document(_ comment: String, fallback: String) {
        let lines = (comment.isEmpty ? fallback : comment).split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines {
            let words = line.trimmingPrefix(" ")
            self.line(words.isEmpty ? "///" : "/// \(words)")
        }
    }

    /// Writes `opening`, what `body` writes one step deeper, and `closing`.
    mutating func block(_ opening: String, closing: String = "}", _ body: (inout CodeWriter) throws -> Void) rethrows {
        self.line(opening)
        self.depth += 1
        try body(&self)
        self.depth -= 1
        self.line(closing)
    }
}
