extension Lexicon {
    /// Injuries of a part of the body, in the words of everyday.
    ///
    /// A part of the body alone tells nothing; with what has befallen it, it does.
    static let injuries: [String] =
        Self.combining(Self.states, with: Self.bodyParts)
        + Self.combining(Self.places + Self.blows, with: Self.bodyPartsDefinite)
        + Self.combining(Self.bodyPartsDefinite, with: Self.failings)
        + Self.combining(Self.blows, with: Self.bodyPartsDefinite.map { "* " + $0 })

    /// Every one of `first` with every one of `second` after it.
    static func combining(_ first: [String], with second: [String]) -> [String] {
        first.flatMap { start in second.map { start + " " + $0 } }
    }

    private static let bodyParts: [String] = [
        "arm", "armar", "ben", "fot", "fötter", "hand", "händer", "handled", "axel", "axlar", "armbåge", "knä", "knän",
        "rygg", "nacke", "höft", "fotled", "tå", "tår", "finger", "fingrar", "tumme", "revben", "nyckelben", "skuldra",
        "käke", "näsa", "led", "leder", "mage", "hals", "öra", "öga", "ögon", "hjärta", "lunga", "lungor", "tand",
        "tänder", "vad", "lår", "hälsena", "sena", "rygg och",
    ]

    private static let states: [String] = [
        "bruten", "brutet", "brutna", "trasig", "trasigt", "trasiga", "stukad", "stukat", "vrickad", "vrickat",
        "sträckt", "svullen", "svullet", "svullna", "skadad", "skadat", "öm", "ömt", "onda", "ond", "opererad",
        "opererat", "gipsad", "gipsat", "krånglande", "inflammerad", "inflammerat", "spräckt", "värkande", "kass",
        "kasst", "paj", "pajat", "pajad", "stel", "förlamad", "svaga", "svag", "svagt", "bröt", "brutit", "stukade",
        "vrickade", "skadade", "opererar", "sträckte", "krossade", "krossat", "klämde", "klämt", "brände", "bränt",
        "ur", "problem med", "besvär med", "strul med", "bekymmer med", "fel på",
    ]

    private static let bodyPartsDefinite: [String] = [
        "armen", "armarna", "benet", "benen", "foten", "fötterna", "handen", "händerna", "handleden", "axeln",
        "axlarna", "armbågen", "knät", "knäet", "knäna", "ryggen", "nacken", "höften", "höfterna", "fotleden", "tån",
        "fingret", "fingrarna", "tummen", "revbenen", "revbenet", "nyckelbenet", "skuldran", "näsan", "lederna",
        "magen", "halsen", "örat", "öronen", "ögat", "ögonen", "hjärtat", "lungorna", "tanden", "tänderna", "vaden",
        "låret", "hälsenan", "senan", "korsbandet", "menisken", "ljumsken", "huvudet", "pannan", "skallen", "bröstet",
        "kroppen", "lungan", "njurarna", "levern",
    ]

    private static let places: [String] = [
        "ont i", "problem med", "besvär med", "strul med", "bekymmer med", "besvär i", "problem i", "värker i",
        "opererad i", "opereras i", "operera", "operation i", "skruvar i", "skruv i", "metall i", "stel i", "svag i",
        "nedsättning i", "domnar i", "spricka i", "brott i", "skada i", "inflammation i", "stygn i", "fel på",
        "gips på", "förband på", "bandage på", "smärta i", "sjuk i", "dålig i", "tar stryk i", "krafs i", "tryck över",
        "ont över", "hugg i", "kramp i", "skuren i", "skjuten i", "sydd i", "bitit i",
    ]

    private static let failings: [String] = [
        "krånglar", "krånglade", "krånglat", "strular", "strulade", "bråkar", "spökar", "pajade", "pajat", "pajar",
        "håller inte", "värker", "värkte", "svullen", "svullet", "svullnade", "svullnat", "är dålig", "är dåligt",
        "är trasig", "är trasigt", "är bruten", "är brutet", "är av", "gör ont", "gjorde ont", "bröts", "opererades",
        "opererats", "ska opereras", "opereras", "gick av", "hoppade ur", "gick ur", "igen", "läker", "läkt", "sviker",
        "svek", "låser sig", "låste sig", "orkar inte", "slår fort", "rusar", "rusade", "i gips",
    ]

    private static let blows: [String] = [
        "brutit", "bröt", "bryter", "stukat", "stukade", "vrickat", "vrickade", "skadat", "skadade", "skada",
        "opererat", "opererade", "opererar", "sträckt", "sträckte", "skurit", "skar", "krossat", "krossade", "klämt",
        "klämde", "bränt", "brände", "slagit", "spräckt", "spräckte", "pajade", "pajat", "knäckte", "knäckt", "vred",
        "vridit", "överansträngt", "överbelastat",
    ]
}
