/// The patterns of single words, looked up by their text.
struct PatternTable: Sendable {
    private var words: [String: SensitiveClass] = [:]
    private var prefixes: [Substring: SensitiveClass] = [:]
    private var suffixes: [Substring: SensitiveClass] = [:]
    private var parts: [Substring: SensitiveClass] = [:]
    private var prefixStarts: Set<Substring> = []
    private var suffixStarts: Set<Substring> = []
    private var partStarts: Set<Substring> = []

    /// Adds a pattern of one word; a ``LexiconEntry/Pattern/name(_:)`` is none of these, and left out.
    mutating func add(_ pattern: LexiconEntry.Pattern, as sensitiveClass: SensitiveClass) {
        switch pattern {
        case .word(let text): self.words[text] = sensitiveClass
        case .inflected(let text):
            for ending in Inflection.endings { self.words[text + ending] = sensitiveClass }
        case .prefix(let text):
            self.prefixes[text[...]] = sensitiveClass
            self.prefixStarts.insert(text.prefix(Self.startLength))
        case .suffix(let text):
            self.suffixes[text[...]] = sensitiveClass
            self.suffixStarts.insert(text.prefix(Self.startLength))
        case .part(let text):
            self.parts[text[...]] = sensitiveClass
            self.partStarts.insert(text.prefix(Self.startLength))
        case .name: break
        }
    }

    /// Adds the classes of every pattern that fits `word`.
    func match(_ word: String, into found: inout Set<SensitiveClass>) {
        if let whole = self.words[word] { found.insert(whole) }
        let letters = word.prefix(Self.longestWord)
        if self.prefixStarts.contains(letters.prefix(Self.startLength)) {
            for end in letters.indices.prefix(Self.longestPattern).dropFirst(Self.startLength - 1) {
                if let prefix = self.prefixes[letters[...end]] { found.insert(prefix) }
            }
        }
        for start in letters.indices {
            let rest = letters[start...]
            let beginning = rest.prefix(Self.startLength)
            if self.suffixStarts.contains(beginning), let suffix = self.suffixes[rest] { found.insert(suffix) }
            guard self.partStarts.contains(beginning) else { continue }
            for end in rest.indices.prefix(Self.longestPattern).dropFirst(Self.startLength - 1) {
                if let part = self.parts[rest[...end]] { found.insert(part) }
            }
        }
    }

    /// Adds the classes of the long patterns that begin `word` and go on past its first `count` letters.
    func matchBeginning(of word: String, past count: Int, into found: inout Set<SensitiveClass>) {
        let letters = word.prefix(Self.longestWord)
        if let whole = self.words[word], letters.count >= Self.shortestJoined { found.insert(whole) }
        let start = letters.prefix(Self.startLength)
        guard self.prefixStarts.contains(start) || self.partStarts.contains(start) else { return }
        for end in letters.indices.prefix(Self.longestPattern).dropFirst(max(count, Self.shortestJoined - 1)) {
            let beginning = letters[...end]
            if let prefix = self.prefixes[beginning] ?? self.parts[beginning] { found.insert(prefix) }
        }
    }

    /// Longer words are read no further: the longest compounds in use have fewer letters.
    private static let longestWord = 64

    /// No pattern that may go on in the lexicon is longer.
    private static let longestPattern = 24

    /// No pattern that may go on is shorter in the lexicon.
    private static let startLength = 3

    /// Shorter patterns are no sign that two words belong together.
    private static let shortestJoined = 8
}
