/// One word or sign of a Swift file.
struct SwiftToken: Hashable, Sendable {
    /// What the token is.
    enum Kind: Hashable, Sendable {
        /// A name or a keyword; a name in backticks is never a keyword and has no backticks here.
        case identifier(isEscaped: Bool)
        case number
        /// The text of a string or regex literal, without what is interpolated.
        case literal
        /// One byte of punctuation.
        case sign
    }

    let kind: Kind
    let text: String

    /// The line that the token starts on, counted from 1.
    let line: Int

    /// Whether the token is `word` as a keyword or a plain name.
    func isWord(_ word: String) -> Bool {
        self.kind == .identifier(isEscaped: false) && self.text == word
    }

    /// Whether the token is a name, in backticks or not.
    var isIdentifier: Bool {
        switch self.kind {
        case .identifier: true
        case .number, .literal, .sign: false
        }
    }
}
