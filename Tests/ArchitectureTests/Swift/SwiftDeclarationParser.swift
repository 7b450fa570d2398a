/// Finds the imports and declarations among the words of a Swift file.
struct SwiftDeclarationParser {
    private static let modifiers: Set = [
        "public", "package", "internal", "private", "fileprivate", "open", "final", "indirect", "static", "nonisolated",
        "distributed", "mutating", "unsafe",
    ]
    private static let importKinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]

    private let tokens: [SwiftToken]
    private(set) var imports: [SwiftImport] = []
    private(set) var declarations: [SwiftDeclaration] = []

    init(_ tokens: [SwiftToken]) {
        self.tokens = tokens
    }

    /// Reads all words.
    mutating func readAll() {
        var depth = 0
        for index in self.tokens.indices {
            let token = self.tokens[index]
            if token.kind == .sign {
                depth += "{([".contains(token.text) ? 1 : "})]".contains(token.text) ? -1 : 0
            } else if token.isWord("import"), depth == 0 {
                self.readImport(at: index)
            } else if token.kind == .identifier(isEscaped: false) {
                self.readDeclaration(at: index, depth: depth)
            }
        }
    }

    private mutating func readImport(at index: Int) {
        var next = index + 1
        if let token = self.token(at: next), Self.importKinds.contains(where: token.isWord) {
            next += 1
        }
        if let module = self.token(at: next), module.isIdentifier {
            self.imports.append(SwiftImport(module: module.text, line: self.tokens[index].line))
        }
    }

    private mutating func readDeclaration(at index: Int, depth: Int) {
        guard
            let kind = SwiftDeclaration.Kind(rawValue: self.tokens[index].text),
            let name = self.token(at: index + 1), name.isIdentifier,
            self.declares(kind, at: index)
        else { return }
        self.declarations.append(
            SwiftDeclaration(
                kind: kind,
                name: self.dottedName(from: index + 1),
                inherited: self.inherited(by: kind, from: index + 1),
                line: self.tokens[index].line,
                isTopLevel: depth == 0,
                isPrivate: self.modifiers(before: index).contains { $0 == "private" || $0 == "fileprivate" }
            )
        )
    }

    /// Whether the word at `index` is a keyword here, and not part of an expression or another declaration.
    private func declares(_ kind: SwiftDeclaration.Kind, at index: Int) -> Bool {
        if index > 0, self.tokens[index - 1].text == "." || self.tokens[index - 1].isWord("import") {
            return false
        }
        switch kind {
        case .class:
            return !["func", "var", "let", "subscript"].contains(self.tokens[index + 1].text)
        case .actor:
            return self.token(at: index + 2).map { "{:<".contains($0.text) } ?? false
        case .structure, .enumeration, .protocol, .extension, .alias, .function:
            return true
        }
    }

    private func dottedName(from index: Int) -> String {
        var name = self.tokens[index].text
        var next = index + 1
        while let dot = self.token(at: next), dot.text == ".", let part = self.token(at: next + 1), part.isIdentifier {
            name += "." + part.text
            next += 2
        }
        return name
    }

    /// The types that the declaration whose name is at `index` inherits from or conforms to.
    private func inherited(by kind: SwiftDeclaration.Kind, from index: Int) -> [String] {
        guard kind != .function, kind != .alias else { return [] }
        let head = self.tokens[index...].prefix { $0.text != "{" && !$0.isWord("where") }
        guard let colon = head.firstIndex(where: { $0.text == ":" }) else { return [] }
        return head.indices.dropFirst(colon - index + 1)
            .filter { self.tokens[$0].isIdentifier && self.tokens[$0 - 1].text != "." }
            .map(self.dottedName(from:))
    }

    private func modifiers(before index: Int) -> [String] {
        self.tokens[..<index].reversed().prefix { Self.modifiers.contains(where: $0.isWord) }.map(\.text)
    }

    private func token(at index: Int) -> SwiftToken? {
        self.tokens.indices.contains(index) ? self.tokens[index] : nil
    }
}
