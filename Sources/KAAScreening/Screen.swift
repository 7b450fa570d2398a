/// Finds, in Swedish free text, what may not be kept about a young person.
///
/// It goes by a lexicon of words, stems, phrases and names, and by the shape of identity numbers. It is made to miss little: what
/// it refuses can be said in other words, or not at all. It never tells which words it found, since they are what must not spread.
///
/// - Note: Förordning (2006:39) 5 §; lagen (2018:218) 3 kap. 10 § for identity numbers.
public struct Screen: Sendable {
    /// The screen with the lexicon that comes with the program.
    public static let standard = Screen(lexicon: .swedish)

    /// The longest text that is screened, in UTF-8 bytes.
    ///
    /// Contracts allow far less; the bound keeps a hostile text from costing more than a few milliseconds.
    public static let maximumBytes = 16 * 1024

    private let lexicon: Lexicon

    init(lexicon: Lexicon) {
        self.lexicon = lexicon
    }

    /// What `text` holds that it may not, each class once, in the order of ``SensitiveClass``.
    ///
    /// - Parameter text: The text as it came, at most ``maximumBytes``; of a longer one, nothing is known to be fit, and every class
    ///   is returned.
    /// - Returns: The findings; empty if the text may be kept.
    /// - Complexity: O(*n*) in the length of the text, for words of bounded length.
    public func findings(in text: String) -> [ScreenFinding] {
        guard text.utf8.count <= Self.maximumBytes else {
            return SensitiveClass.allCases.map(ScreenFinding.init)
        }
        let words = ScreenedText(text).words
        var found: Set<SensitiveClass> = []
        for index in words.indices {
            self.lexicon.match(words, at: index, into: &found)
        }
        if IdentityNumberShape.occurs(in: text) {
            found.insert(.identityNumber)
        }
        return SensitiveClass.allCases.filter(found.contains).map(ScreenFinding.init)
    }
}
