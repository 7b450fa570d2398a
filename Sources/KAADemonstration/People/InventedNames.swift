import KAAKernel

/// Names that nobody bears and that nobody can take for real ones.
///
/// Both parts start with a word for something made up, so a name in a list, a log or a screenshot tells what it is.
enum InventedNames {
    private static let roots = [
        "Test", "Prov", "Påhitt", "Exempel", "Låtsas", "Fikt", "Dikt", "Skröna", "Attrapp", "Mönster",
        "Skiss", "Utkast", "Övning", "Ändamål", "Modell", "Simul", "Teater", "Kuliss", "Fantasi", "Sinnebild",
    ]

    private static let femaleEndings = ["ina", "elda", "rika", "borg", "hild", "unn", "ylva", "issa", "amaria", "ella"]
    private static let maleEndings = ["olf", "bert", "mund", "rik", "ulf", "vald", "geir", "ias", "ander", "helm"]

    private static let familyRoots = [
        "Påhitts", "Exempel", "Låtsas", "Prov", "Attrapp", "Fiktions", "Skröne", "Mönster", "Övnings", "Kuliss",
        "Utkasts", "Modell", "Simulerings", "Sinnebilds", "Fantasi", "Test",
    ]

    private static let familyEndings = ["kvist", "gren", "ström", "backe", "lund", "sjö", "stav", "rot"]

    /// A given name that the sex can be read from.
    static func givenName(_ sex: Sex, using random: inout SeededGenerator) -> String {
        let ending = random.element(of: sex == .female ? self.femaleEndings : self.maleEndings)
        return random.element(of: self.roots) + ending
    }

    /// A family name; half of them are patronymics that agree with the sex.
    static func familyName(_ sex: Sex, using random: inout SeededGenerator) -> String {
        let root = random.element(of: self.familyRoots)
        guard random.happens(0.5) else { return root + random.element(of: self.familyEndings) }
        return root + (sex == .female ? "dotter" : "son")
    }
}
