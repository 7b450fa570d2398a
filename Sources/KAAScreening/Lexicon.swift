/// The words of each sensitive class, and those that only look like them.
struct Lexicon: Sendable {
    /// One phrase after its first word.
    private struct Phrase {
        let rest: [LexiconEntry.Pattern]
        let sensitiveClass: SensitiveClass
    }

    private var words: [String: SensitiveClass] = [:]
    private var prefixes: [String: SensitiveClass] = [:]
    private var suffixes: [String: SensitiveClass] = [:]
    private var parts: [String: SensitiveClass] = [:]
    private var names: [String: SensitiveClass] = [:]
    private var phrases: [String: [Phrase]] = [:]
    private var phrasePrefixes: [String: [Phrase]] = [:]
    private var otherPhrases: [(patterns: [LexiconEntry.Pattern], sensitiveClass: SensitiveClass)] = []
    private var harmlessWords: Set<String> = []
    private var harmlessPrefixes: Set<String> = []
    private var harmlessPhrases: [[LexiconEntry.Pattern]] = []

    /// Creates a lexicon.
    ///
    /// - Parameters:
    ///   - entries: The lines of each class, in the form of ``LexiconEntry``.
    ///   - harmless: Words and phrases that hold a sensitive part by chance or name a school subject or a trade.
    init(_ entries: [SensitiveClass: [String]], harmless: [String]) {
        for (sensitiveClass, lines) in entries {
            for line in lines { self.add(LexiconEntry(line), as: sensitiveClass) }
        }
        for line in harmless {
            let patterns = LexiconEntry(line).patterns
            switch patterns.count == 1 ? patterns.first : nil {
            case .word(let word): self.harmlessWords.insert(word)
            case .prefix(let prefix): self.harmlessPrefixes.insert(prefix)
            default: self.harmlessPhrases.append(patterns)
            }
        }
    }

    private mutating func add(_ entry: LexiconEntry, as sensitiveClass: SensitiveClass) {
        guard let first = entry.patterns.first else { return }
        let rest = Array(entry.patterns.dropFirst())
        switch (first, rest.isEmpty) {
        case (.word(let text), true): self.words[text] = sensitiveClass
        case (.prefix(let text), true): self.prefixes[text] = sensitiveClass
        case (.suffix(let text), true): self.suffixes[text] = sensitiveClass
        case (.part(let text), true): self.parts[text] = sensitiveClass
        case (.name(let text), _): self.names[text] = sensitiveClass
        case (.prefix(let text), false):
            self.phrasePrefixes[text, default: []].append(Phrase(rest: rest, sensitiveClass: sensitiveClass))
        case (.suffix, false), (.part, false):
            self.otherPhrases.append((entry.patterns, sensitiveClass))
        case (.word(let text), false):
            self.phrases[text, default: []].append(Phrase(rest: rest, sensitiveClass: sensitiveClass))
        }
    }

    /// Adds the classes that the word at `index`, or a phrase that begins there, belongs to.
    func match(_ words: [ScreenedText.Word], at index: Int, into found: inout Set<SensitiveClass>) {
        let word = words[index]
        if let name = self.names[word.written] { found.insert(name) }
        self.matchPhrases(words, at: index, into: &found)
        guard !self.isHarmless(words, at: index) else { return }
        if let whole = self.words[word.folded] { found.insert(whole) }
        let letters = Array(word.folded.prefix(Self.longestWord))
        for end in letters.indices {
            if let prefix = self.prefixes[String(letters[...end])] { found.insert(prefix) }
        }
        for start in letters.indices {
            if let suffix = self.suffixes[String(letters[start...])] { found.insert(suffix) }
            for end in letters.indices[start...].prefix(Self.longestPart).dropFirst(2) {
                if let part = self.parts[String(letters[start...end])] { found.insert(part) }
            }
        }
    }

    private func matchPhrases(_ words: [ScreenedText.Word], at index: Int, into found: inout Set<SensitiveClass>) {
        let word = words[index].folded
        for phrase in self.phrases[word] ?? [] where Self.follows(phrase.rest, words, after: index) {
            found.insert(phrase.sensitiveClass)
        }
        for phrase in self.otherPhrases where Self.follows(phrase.patterns, words, after: index - 1) {
            found.insert(phrase.sensitiveClass)
        }
        let letters = Array(word.prefix(Self.longestPart))
        for end in letters.indices {
            for phrase in self.phrasePrefixes[String(letters[...end])] ?? []
            where Self.follows(phrase.rest, words, after: index) {
                found.insert(phrase.sensitiveClass)
            }
        }
    }

    private func isHarmless(_ words: [ScreenedText.Word], at index: Int) -> Bool {
        let word = words[index].folded
        if self.harmlessWords.contains(word) { return true }
        if self.harmlessPrefixes.contains(where: word.hasPrefix) { return true }
        return self.harmlessPhrases.contains { phrase in
            phrase.indices.contains { offset in
                let start = index - offset
                return start >= 0 && Self.matches(phrase[offset], words[index])
                    && Self.follows(phrase, words, after: start - 1)
            }
        }
    }

    private static func follows(
        _ patterns: [LexiconEntry.Pattern],
        _ words: [ScreenedText.Word],
        after index: Int
    ) -> Bool {
        guard index + patterns.count < words.count else { return false }
        return zip(patterns, words[(index + 1)...]).allSatisfy { Self.matches($0, $1) }
    }

    private static func matches(_ pattern: LexiconEntry.Pattern, _ word: ScreenedText.Word) -> Bool {
        switch pattern {
        case .word(let text): word.folded == text
        case .prefix(let text): word.folded.hasPrefix(text)
        case .suffix(let text): word.folded.hasSuffix(text)
        case .part(let text): word.folded.contains(text)
        case .name(let text): word.written == text
        }
    }

    /// Longer words are read no further: the longest compounds in use have fewer letters.
    private static let longestWord = 64

    /// No part in the lexicon is longer.
    private static let longestPart = 24
}
