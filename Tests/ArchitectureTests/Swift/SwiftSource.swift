/// The content of a Swift file, as words, literals, comments and declarations.
struct SwiftSource: Sendable {
    let tokens: [SwiftToken]
    let comments: [SwiftComment]

    /// The modules that the file imports.
    let imports: [SwiftImport]

    /// The types, extensions and functions that the file declares, nested ones too.
    let declarations: [SwiftDeclaration]

    /// The number of lines in the file.
    let lineCount: Int

    init(_ bytes: [UInt8]) {
        var lexer = SwiftLexer(bytes)
        lexer.readAll()
        var parser = SwiftDeclarationParser(lexer.tokens)
        parser.readAll()
        self.tokens = lexer.tokens
        self.comments = lexer.comments
        self.imports = parser.imports
        self.declarations = parser.declarations
        let newline = UInt8(ascii: "\n")
        self.lineCount = bytes.count { $0 == newline } + (bytes.isEmpty || bytes.last == newline ? 0 : 1)
    }

    /// The positions at which `words` follow each other, whatever blanks and comments are between them.
    ///
    /// - Complexity: O(n), where n is the number of tokens.
    func occurrences(of words: [String]) -> [Int] {
        guard let first = words.first, self.tokens.count >= words.count else { return [] }
        return (0...(self.tokens.count - words.count)).filter { start in
            self.tokens[start].text == first
                && zip(self.tokens[start...], words).allSatisfy { token, word in
                    token.kind != .literal && token.kind != .identifier(isEscaped: true) && token.text == word
                }
        }
    }

    /// Whether a comment stands on `line` or on one of the `distance` lines above it.
    func hasComment(near line: Int, distance: Int) -> Bool {
        self.comments.contains { ((line - distance)...line).contains($0.line) }
    }
}
