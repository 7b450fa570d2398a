/// What a word sounds like, so that common misspellings of long words are alike.
///
/// Doubled letters count once, letters that spell one sound are one letter, and so are the front vowels, which unsure writers
/// exchange: `medecin`, `leukimi`, `misbruk` and `sosialtjänst` are read as what they are meant to be.
enum SoundKey {
    /// Shorter keys have too many neighbours.
    static let shortest = 7

    /// The key of a word in small letters.
    static func of(_ word: String) -> String {
        var key: [Character] = []
        var previous: Character?
        let letters = Array(word.hasPrefix("ps") ? word.dropFirst() : word[...])
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : nil
            for sound in Self.sounds(letter, before: next) where sound != previous {
                key.append(sound)
                previous = sound
            }
        }
        return String(key)
    }

    private static func sounds(_ letter: Character, before next: Character?) -> [Character] {
        switch letter {
        case "c": next.map(Self.softening.contains) == true ? ["s"] : ["k"]
        case "p" where next == "h": ["f"]
        case "h" where next != nil && next.map(Self.vowels.contains) == false: []
        case "q": ["k"]
        case "z": ["s"]
        case "w": ["v"]
        case "x": ["k", "s"]
        case "å": ["o"]
        case "ä", "i", "y", "é", "è": ["e"]
        default: [letter]
        }
    }

    private static let softening: Set<Character> = ["e", "i", "y", "ä", "é"]

    private static let vowels: Set<Character> = ["a", "e", "i", "o", "u", "y", "å", "ä", "ö", "é"]
}

extension LexiconEntry.Pattern {
    /// The pattern of the sound of this one, if it is long enough for that.
    var sounding: Self? {
        switch self {
        case .word(let text), .inflected(let text): Self.sounding(text).map(Self.word)
        case .prefix(let text): Self.sounding(text).map(Self.prefix)
        case .part(let text): Self.sounding(text).map(Self.part)
        case .suffix, .name: nil
        }
    }

    private static func sounding(_ text: String) -> String? {
        let key = SoundKey.of(text)
        return key.count >= SoundKey.shortest ? key : nil
    }
}
