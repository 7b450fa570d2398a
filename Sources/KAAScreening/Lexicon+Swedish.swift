extension Lexicon {
    /// The lexicon that comes with the program.
    ///
    /// - Note: The classes are those of förordning (2006:39) 5 §; the units and measures are those whose name alone tells of one of
    ///   them in a register of young people.
    static let swedish = Lexicon(
        [
            .health: Self.health + Self.illness + Self.mind + Self.substances + Self.injuries,
            .crime: Self.crime + Self.offences,
            .religion: Self.religion,
            .ethnicity: Self.ethnicity + Self.peoples,
            .sexuality: Self.sexuality,
            .politics: Self.politics,
            .namedUnit: Self.namedUnits,
        ],
        harmless: Self.harmlessFirst + Self.harmlessSecond + Self.harmlessTrades + Self.harmlessPeoples
    )
}
