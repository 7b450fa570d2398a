/// The words of each sensitive class, and those that only look like them.
struct Lexicon: Sendable {
    /// One phrase.
    private struct Phrase {
        let patterns: [LexiconEntry.Pattern]
        let sensitiveClass: SensitiveClass
    }

    private var table = PatternTable()
    private var sounds = PatternTable()
    private var names: [String: SensitiveClass] = [:]
    private var phrases: [String: [Phrase]] = [:]
    private var phrasePrefixes: [Substring: [Phrase]] = [:]
    private var phraseStarts: Set<Substring> = []
    private var phraseSuffixes: [Substring: [Phrase]] = [:]
    private var otherPhrases: [Phrase] = []
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
            for line in lines { self.add(LexiconEntry(line).patterns, as: sensitiveClass) }
        }
        for line in harmless {
            let patterns = LexiconEntry(line).patterns
            switch patterns.count == 1 ? patterns.first : nil {
            case .word(let word): self.harmlessWords.insert(word)
            case .inflected(let word): self.harmlessWords.formUnion(Inflection.endings.map { word + $0 })
            case .prefix(let prefix): self.harmlessPrefixes.insert(prefix)
            default: self.harmlessPhrases.append(patterns)
            }
        }
    }

    private mutating func add(_ patterns: [LexiconEntry.Pattern], as sensitiveClass: SensitiveClass) {
        guard let first = patterns.first else { return }
        if case .name(let text) = first, patterns.count == 1 {
            self.names[text] = sensitiveClass
        } else if patterns.count == 1 {
            self.table.add(first, as: sensitiveClass)
            if let sounding = first.sounding { self.sounds.add(sounding, as: sensitiveClass) }
        } else {
            let phrase = Phrase(patterns: patterns, sensitiveClass: sensitiveClass)
            switch first {
            case .word(let text): self.phrases[text, default: []].append(phrase)
            case .inflected(let text):
                for ending in Inflection.endings { self.phrases[text + ending, default: []].append(phrase) }
            case .prefix(let text) where text.count >= Self.shortestPhraseStart:
                self.phrasePrefixes[text[...], default: []].append(phrase)
                self.phraseStarts.insert(text.prefix(Self.shortestPhraseStart))
            case .suffix(let text): self.phraseSuffixes[text.suffix(Self.phraseEnd), default: []].append(phrase)
            case .prefix, .part, .name: self.otherPhrases.append(phrase)
            }
        }
    }

    /// Adds the classes that the word at `index`, or a phrase that begins there, belongs to.
    ///
    /// The word is read as it stands, as it sounds, and together with the next one, since many write compounds apart.
    func match(_ words: [ScreenedText.Word], at index: Int, into found: inout Set<SensitiveClass>) {
        let word = words[index]
        self.matchPhrases(words, at: index, into: &found)
        var candidates: Set<SensitiveClass> = []
        if let name = self.names[word.written] { candidates.insert(name) }
        self.table.match(word.folded, into: &candidates)
        if candidates.isEmpty, word.folded.count >= SoundKey.shortest {
            self.sounds.match(SoundKey.of(word.folded), into: &candidates)
        }
        if !candidates.isEmpty, !self.isHarmless(words, at: index) { found.formUnion(candidates) }
        self.matchJoined(words, at: index, into: &found)
    }

    private func matchJoined(_ words: [ScreenedText.Word], at index: Int, into found: inout Set<SensitiveClass>) {
        guard index + 1 < words.count else { return }
        let (first, second) = (words[index].folded, words[index + 1].folded)
        guard first.count >= 3, second.count >= 3, !FillingWords.linking.contains(first) else { return }
        var candidates: Set<SensitiveClass> = []
        self.table.matchBeginning(of: first + second, past: first.count, into: &candidates)
        guard !candidates.isEmpty, !self.isHarmless(first + second), !self.standsInHarmlessPhrase(words, at: index)
        else { return }
        found.formUnion(candidates)
    }

    private func matchPhrases(_ words: [ScreenedText.Word], at index: Int, into found: inout Set<SensitiveClass>) {
        let word = words[index].folded
        self.match(self.phrases[word], words, at: index, into: &found)
        self.match(self.phraseSuffixes[word.suffix(Self.phraseEnd)], words, at: index, into: &found)
        self.match(self.otherPhrases, words, at: index, into: &found)
        let letters = word.prefix(Self.longestPhraseStart)
        guard self.phraseStarts.contains(letters.prefix(Self.shortestPhraseStart)) else { return }
        for end in letters.indices {
            self.match(self.phrasePrefixes[letters[...end]], words, at: index, into: &found)
        }
    }

    private func match(
        _ phrases: [Phrase]?,
        _ words: [ScreenedText.Word],
        at index: Int,
        into found: inout Set<SensitiveClass>
    ) {
        guard let phrases else { return }
        for phrase in phrases where !found.contains(phrase.sensitiveClass) {
            guard let end = Self.end(of: phrase.patterns, in: words, at: index) else { continue }
            let isHarmless = (index..<end).allSatisfy { self.standsInHarmlessPhrase(words, at: $0) }
            if !isHarmless { found.insert(phrase.sensitiveClass) }
        }
    }

    private func isHarmless(_ words: [ScreenedText.Word], at index: Int) -> Bool {
        self.isHarmless(words[index].folded) || self.standsInHarmlessPhrase(words, at: index)
    }

    private func isHarmless(_ word: String) -> Bool {
        self.harmlessWords.contains(word) || self.harmlessPrefixes.contains(where: word.hasPrefix)
    }

    private func standsInHarmlessPhrase(_ words: [ScreenedText.Word], at index: Int) -> Bool {
        self.harmlessPhrases.contains { phrase in
            phrase.indices.contains { offset in
                index >= offset && phrase[offset].matches(words[index])
                    && Self.stands(phrase, in: words, at: index - offset)
            }
        }
    }

    /// Where a phrase that begins at `index` ends, if it stands there, with at most a few filling words inside.
    private static func end(
        of patterns: [LexiconEntry.Pattern],
        in words: [ScreenedText.Word],
        at index: Int
    ) -> Int? {
        var position = index
        var skipped = 0
        for pattern in patterns {
            while position < words.count, !pattern.matches(words[position]) {
                guard position > index, skipped < 2, FillingWords.all.contains(words[position].folded) else {
                    return nil
                }
                skipped += 1
                position += 1
            }
            guard position < words.count else { return nil }
            position += 1
        }
        return position
    }

    private static func stands(
        _ patterns: [LexiconEntry.Pattern],
        in words: [ScreenedText.Word],
        at index: Int
    ) -> Bool {
        guard index + patterns.count <= words.count else { return false }
        return zip(patterns, words[index...]).allSatisfy { $0.matches($1) }
    }

    /// Beginnings of a phrase's first word that are shorter are looked for one by one.
    private static let shortestPhraseStart = 3

    /// So many letters at the end of a phrase's first word are compared before the word is.
    private static let phraseEnd = 2

    /// No beginning of a phrase's first word in the lexicon is longer.
    private static let longestPhraseStart = 24
}
