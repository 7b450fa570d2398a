extension Lexicon {
    /// Trades whose name is sensitive of someone met, and harmless of one's own or a relative's work.
    static let harmlessTrades: [String] =
        Self.combining(Self.ways, with: Self.trades)
        + Self.trades.flatMap { trade in ["yrke*", "utbild*", "program*", "linje*", "jobb*"].map { trade + $0 } }

    private static let ways: [String] = [
        "bli", "blir", "som", "är", "heter", "yrket", "mamma", "pappa", "läsa till", "läser till", "plugga till",
        "studera till", "utbilda sig till", "utbildning till", "in som", "yrken som",
    ]

    private static let trades: [String] = [
        "läkare", "tandläkare", "barnläkare", "veterinär", "sjuksköterska", "skolsköterska", "polis", "advokat",
        "åklagare", "domare", "psykolog", "skolpsykolog", "kurator", "skolkurator", "terapeut", "fysioterapeut",
        "sjukgymnast", "arbetsterapeut", "hudterapeut", "naprapat", "kiropraktor", "logoped", "dietist", "barnmorska",
        "socionom", "socialsekreterare", "behandlingsassistent", "behandlingspedagog", "kriminalvårdare", "vårdare",
        "kirurg", "ambulanssjukvårdare", "röntgensjuksköterska", "tandhygienist", "tandsköterska",
        "fältassistent", "boendestödjare", "stödassistent", "stödpedagog", "ledsagare", "psykiater",
        "personlig assistent", "massör", "massageterapeut", "teckenspråkstolk", "skrivtolk", "ordningsvakt",
        "kriminaltekniker", "kriminalinspektör", "spanare", "narkosläkare", "ortoped", "gynekolog", "neurolog",
        "doktor", "psykoterapeut", "beteendevetare", "ledarhundstränare", "riksdagsledamot", "eskortförare",
    ]
}
