/// No text in the project has emoji.
struct PlainTextRule: ArchitectureRule {
    /// The variation selector that makes a sign an emoji.
    private static let emojiSelector: UnicodeScalar = "\u{FE0F}"

    /// The first byte of three- and four-byte UTF-8 sequences, before which no emoji is found.
    private static let firstCandidate: UInt8 = 0xE2

    func violations(in tree: SourceTree) -> [Violation] {
        tree.files.flatMap { file -> [Violation] in
            guard file.bytes.contains(where: { $0 >= Self.firstCandidate }), let text = file.text else { return [] }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.enumerated().compactMap { index, line in
                let isPlain = line.unicodeScalars.allSatisfy { scalar in
                    scalar.isASCII || (!scalar.properties.isEmojiPresentation && scalar != Self.emojiSelector)
                }
                return isPlain ? nil : Violation(file.path, line: index + 1, "The line has an emoji.")
            }
        }
    }
}
