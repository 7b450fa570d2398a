/// The endings of Swedish nouns and adjectives, by which a word is the same word in another form.
///
/// With them a short word can be known in all its forms, where a prefix would take in strangers: `präst~` is `prästerna` and not
/// `prästkrage`.
enum Inflection {
    /// The endings, the empty one among them.
    static let endings: Set<Substring> = {
        let bare = [
            "", "a", "an", "ar", "are", "aren", "arna", "e", "en", "er", "erna", "et", "n", "na", "or", "orna", "t",
        ]
        return Set(bare.flatMap { [Substring($0), Substring($0 + "s")] })
    }()
}
