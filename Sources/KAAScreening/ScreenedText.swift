import Foundation

/// A text cut into words, each as written and as compared.
struct ScreenedText {
    /// One word.
    struct Word {
        /// As it was written, for names whose capitals tell them from ordinary words.
        let written: String

        /// In small letters, without marks that only hide a word, and with figures that stand for letters.
        let folded: String
    }

    /// The words in order.
    let words: [Word]

    init(_ text: String) {
        let plain = text.precomposedStringWithCompatibilityMapping
        var words: [Word] = []
        var current = ""
        for character in plain {
            if character.isLetter || character.isNumber || Self.disguises[character] != nil {
                current.append(character)
            } else if !Self.isInvisible(character) {
                Self.finish(&current, into: &words)
            }
        }
        Self.finish(&current, into: &words)
        self.words = Self.joiningSpacedLetters(words)
    }

    private static func finish(_ current: inout String, into words: inout [Word]) {
        guard !current.isEmpty else { return }
        words.append(Word(written: current, folded: Self.folded(current)))
        current = ""
    }

    /// Small letters; figures and signs that stand for letters become those letters, unless the word has figures only.
    private static func folded(_ word: String) -> String {
        let small = word.lowercased()
        guard small.contains(where: \.isLetter) else { return small }
        let plain = String(small.map { Self.disguises[$0] ?? $0 })
        return Self.spoken[plain] ?? plain
    }

    /// Letters that stand alone, one after another, are read as one word: `a d h d`.
    private static func joiningSpacedLetters(_ words: [Word]) -> [Word] {
        var result: [Word] = []
        var run: [Word] = []
        func finishRun() {
            if run.count >= 3 {
                let written = run.map(\.written).joined()
                result.append(Word(written: written, folded: Self.folded(written)))
            } else {
                result += run
            }
            run = []
        }
        for word in words {
            if word.written.count == 1, word.written.allSatisfy(\.isLetter) {
                run.append(word)
            } else {
                finishRun()
                result.append(word)
            }
        }
        finishRun()
        return result
    }

    private static func isInvisible(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .nonspacingMark
        }
    }

    /// How some words of phrases are written when one writes as one speaks.
    private static let spoken: [String: String] = [
        "o": "och", "m": "med", "ej": "inte", "int": "inte", "inge": "inget", "ente": "inte", "icke": "inte",
        "nån": "någon", "nåt": "något", "nåra": "några", "sej": "sig", "mej": "mig", "e": "är", "ä": "är", "va": "var",
        "vart": "varit", "fr": "från", "enl": "enligt", "ggn": "gången", "ngn": "någon", "ngt": "något", "ca": "cirka",
        "mkt": "mycket", "mycke": "mycket", "lr": "eller", "dålit": "dåligt", "hemme": "hemma",
    ]

    private static let disguises: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s",
    ]
}
