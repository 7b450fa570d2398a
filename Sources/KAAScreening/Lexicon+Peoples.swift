extension Lexicon {
    /// Where someone comes from, in the turns of phrase that say so.
    ///
    /// A country or a language alone tells nothing: one travels to the first and studies the second.
    static let peoples: [String] =
        Self.combining(Self.waysFrom, with: Self.countries.map { $0 + "~" })
        + Self.combining(["är"], with: Self.nationalStems.map { $0 + "~" })
        + Self.combining(Self.nationalStems.map { $0 + "*" }, with: Self.belongings.map { $0 + "*" })
        + Self.combining(Self.speaking, with: Self.nationalStems.map { $0 + "a" } + Self.otherLanguages)

    /// Countries and languages on their own.
    static let harmlessPeoples: [String] =
        Self.countries.filter { $0 != "palestina" && $0 != "gaza" }.flatMap { [$0, $0 + "s"] }
        + Self.nationalStems.filter { !["romsk", "samisk", "utländsk", "tamilsk"].contains($0) }.map { $0 + "a" }

    private static let waysFrom: [String] = [
        "är från", "är ifrån", "är född i", "födda i", "kommer från", "kommer ifrån", "kom från", "kom hit från",
        "hit från", "ursprung i", "rötter i", "rötter från", "släkt i", "släkten i", "uppvuxen i", "växte upp i",
        "uppväxt i", "vuxit upp i", "flytt från", "flydde från", "flyktade från", "föräldrar från", "föräldrarna från",
        "mamman från", "pappan från", "mamma från", "pappa från", "familj från", "familjen från", "medborgare i",
        "adopterad från", "invandrade från", "invandrat från", "flyttade hit från", "flyttat hit från", "killen från",
        "tjejen från", "kille från", "tjej från", "anhöriga i", "återvända till", "tillbaka till hemlandet",
        "hem till", "åkt hem till", "åker hem till", "åkte hem till", "kvar i", "släktingar i", "mormor i", "farmor i",
        "pappa i", "mamma i", "föräldrarna i", "flykt från", "flyktingar från", "flydd från", "här från", "nyss från",
    ]

    private static let countries: [String] = [
        "afghanistan", "albanien", "algeriet", "angola", "argentina", "armenien", "azerbajdzjan", "balkan",
        "bangladesh", "belarus", "bolivia", "bosnien", "brasilien", "bulgarien", "burkina", "burma", "burundi",
        "chile", "colombia", "danmark", "djibouti", "egypten", "ecuador", "elfenbenskusten", "eritrea", "estland",
        "etiopien", "filippinerna", "finland", "frankrike", "gambia", "gaza", "georgien", "ghana", "grekland",
        "guatemala", "guinea", "indien", "indonesien", "irak", "iran", "israel", "italien", "jemen", "jordanien",
        "jugoslavien", "kamerun", "kashmir", "kazakstan", "kenya", "kina", "kirgizistan", "kongo", "korea", "kosovo",
        "kroatien", "kuba", "kurdistan", "kuwait", "lettland", "libanon", "liberia", "libyen", "litauen",
        "makedonien", "mali", "marocko", "mexiko", "moldavien", "mongoliet", "montenegro", "myanmar", "nepal",
        "nicaragua", "nigeria", "norge", "pakistan", "palestina", "peru", "polen", "portugal", "rumänien", "rwanda",
        "ryssland", "saudiarabien", "senegal", "serbien", "sierra leone", "somalia", "somaliland", "spanien",
        "sri lanka", "sudan", "sydafrika", "sydamerika", "sydkorea", "syrien", "tanzania", "tchad", "thailand",
        "tigray", "tjetjenien", "togo", "tunisien", "turkiet", "tyskland", "uganda", "ukraina", "ungern", "usa",
        "uzbekistan", "venezuela", "vietnam", "västbanken", "zambia", "zimbabwe", "afrika", "asien", "latinamerika",
        "mellanöstern", "nordafrika", "västafrika", "östafrika", "sovjet",
    ]

    private static let nationalStems: [String] = [
        "afghansk", "afrikansk", "albansk", "algerisk", "amerikansk", "arabisk", "argentinsk", "armenisk", "asiatisk",
        "assyrisk", "azerisk", "bangladeshisk", "belarusisk", "boliviansk", "bosnisk", "brasiliansk", "bulgarisk",
        "burmesisk", "burundisk", "chilensk", "colombiansk", "dansk", "egyptisk", "eritreansk", "estnisk", "etiopisk",
        "filippinsk", "finsk", "fransk", "gambisk", "gambiansk", "georgisk", "ghanansk", "grekisk", "guineansk",
        "indisk", "indonesisk", "irakisk", "iransk", "isländsk", "israelisk", "italiensk", "japansk", "jemenitisk",
        "jordansk", "jugoslavisk", "kamerunsk", "kazakisk", "kenyansk", "kinesisk", "kongolesisk", "koreansk",
        "kosovansk", "kroatisk", "kubansk", "kurdisk", "lettisk", "libanesisk", "libysk", "litauisk", "makedonsk",
        "marockansk", "mexikansk", "moldavisk", "mongolisk", "nepalesisk", "nigeriansk", "norsk", "pakistansk",
        "palestinsk", "persisk", "peruansk", "polsk", "portugisisk", "romsk", "rumänsk", "rwandisk", "rysk",
        "samisk", "senegalesisk", "serbisk", "slovakisk", "slovensk", "somalisk", "spansk", "sudanesisk",
        "sydamerikansk", "sydkoreansk", "syrisk", "syriansk", "tamilsk", "tanzanisk", "thailändsk", "tibetansk",
        "tjeckisk", "tjetjensk", "tunisisk", "turkisk", "tysk", "ugandisk", "ukrainsk", "ungersk", "uzbekisk",
        "venezuelansk", "vietnamesisk", "vitrysk", "zambisk", "utländsk", "utomeuropeisk", "latinamerikansk",
        "nordafrikansk", "västafrikansk", "östeuropeisk",
    ]

    private static let otherLanguages: [String] = [
        "dari", "pashto", "farsi", "tigrinja", "tigrinska", "tigrinya", "amarinja", "amhariska", "oromo", "swahili",
        "urdu", "hindi", "punjabi", "bengali", "tamil", "kurmanji", "sorani", "badini", "mandarin", "kantonesiska",
        "romani", "romanes", "meänkieli", "syrianska", "suryoyo", "hebreiska", "lingala", "wolof", "mandinka",
        "fula", "hausa", "igbo", "yoruba", "rohingya", "uiguriska", "tagalog", "nepali",
    ]

    private static let speaking: [String] = [
        "modersmål", "modersmålet är", "modersmål är", "hemspråk", "hemspråket är", "förstaspråk",
        "behöver tolk", "talar bara", "pratar bara",
        "pratar mest", "talar mest", "pratar helst",
        "talar helst", "pratar hemma", "hemma pratas", "hemma talas", "talar", "pratar", "föräldrarna pratar",
        "föräldrarna talar",
    ]

    private static let belongings: [String] = [
        "familj", "bakgrund", "släkt", "ursprung", "pass", "medborgar", "påbrå", "förälder", "föräldrar", "rötter",
        "kille", "tjej", "pojke", "flicka", "ungdom", "man", "kvinna", "killar", "tjejer", "kultur", "grupp",
        "kompisgäng",
        "förening", "namn", "härkomst", "härstamning", "mamma", "pappa", "mor", "far", "fader", "moder", "syskon",
        "efternamn", "brytning", "accent", "minoritet", "traditioner", "nyår", "bröllop", "klan", "hemma",
        "identitet", "flykting", "asyl", "invandrar", "diaspora", "folk", "kusin", "styv", "adopt", "blod",
    ]
}
