/// Words that may stand inside a phrase and leave its meaning as it was: `dricker alldeles för mycket`, `ont i sin rygg`.
enum FillingWords {
    /// The words, in small letters.
    static let all: Set<String> = [
        "alldeles", "aldrig", "alltid", "alltmer", "alltså", "andra", "bara", "bland", "cirka", "då", "den",
        "det", "där", "egentligen",
        "en", "ena", "ett", "extremt", "faktiskt", "fortfarande", "ganska", "gärna", "hans", "hela", "helt", "hen",
        "hennes",
        "hemskt", "hon", "han", "här", "höger", "idag", "igen", "ibland", "ju", "just", "jätte", "kanske", "knappt",
        "liksom",
        "lite", "längre", "mest", "mycket", "någon", "något", "nog", "nu", "numera", "nyligen", "ofta", "också",
        "precis",
        "redan", "rejält", "riktigt", "rätt", "sen", "sig", "sin", "sina", "sitt", "så", "sådan", "säkert", "tydligen",
        "typ", "vänster", "väl", "väldigt", "verkligen", "jag", "även", "åter", "ännu", "periodvis", "tidigare",
        "senaste",
    ]

    /// Words that stand for themselves before another, and are no first half of a compound written apart.
    static let linking: Set<String> = [
        "att", "den", "det", "efter", "från", "för", "har", "hos", "ihop", "kan", "med", "men", "när", "och", "samt",
        "ska",
        "som", "till", "vid", "var", "vill",
    ]
}
