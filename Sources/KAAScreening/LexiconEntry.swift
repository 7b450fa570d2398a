/// One line of the lexicon, in its written form.
///
/// - `ord`: the word alone;
/// - `ord~`: the word and its inflections;
/// - `ord*`: words that begin so;
/// - `*ord`: words that end so;
/// - `*ord*`: words that hold it anywhere, for Swedish compounds;
/// - `=ORD`: the word with exactly these capitals, for abbreviations that are ordinary words in small letters;
/// - several words: a phrase of such words, in which `*` alone is any word.
struct LexiconEntry {
    /// How one word of a text is compared.
    enum Pattern {
        /// The whole word.
        case word(String)

        /// The word, or it with an ending of ``Inflection``.
        case inflected(String)

        /// The beginning of the word.
        case prefix(String)

        /// The end of the word.
        case suffix(String)

        /// Any part of the word.
        case part(String)

        /// The whole word with its capitals.
        case name(String)
    }

    /// The patterns of the words that follow one another.
    let patterns: [Pattern]

    init(_ text: String) {
        self.patterns = text.split(separator: " ").map { Self.pattern(String($0)) }
    }

    private static func pattern(_ text: String) -> Pattern {
        if text.hasPrefix("=") { return .name(String(text.dropFirst())) }
        if text.hasSuffix("~") { return .inflected(String(text.dropLast())) }
        switch (text.hasPrefix("*"), text.hasSuffix("*")) {
        case (true, true) where text.count > 1: return .part(String(text.dropFirst().dropLast()))
        case (true, false): return .suffix(String(text.dropFirst()))
        case (_, true): return .prefix(String(text.dropLast()))
        case (false, false): return .word(text)
        }
    }
}

extension LexiconEntry.Pattern {
    /// Whether `word` is compared as alike.
    func matches(_ word: ScreenedText.Word) -> Bool {
        switch self {
        case .word(let text): word.folded == text
        case .inflected(let text):
            word.folded.hasPrefix(text) && Inflection.endings.contains(word.folded.dropFirst(text.count))
        case .prefix(let text): word.folded.hasPrefix(text)
        case .suffix(let text): word.folded.hasSuffix(text)
        case .part(let text): word.folded.contains(text)
        case .name(let text): word.written == text
        }
    }
}
