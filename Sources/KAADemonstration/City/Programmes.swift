/// The programme codes that pupils are given.
enum Programmes {
    private static let national: [(outcome: String, share: Double)] = [
        ("SA", 0.22), ("EK", 0.20), ("NA", 0.19), ("TE", 0.10), ("ES", 0.08), ("EE", 0.04), ("BF", 0.03), ("BA", 0.03),
        ("FS", 0.03), ("VO", 0.02), ("FT", 0.02), ("HU", 0.015), ("RL", 0.01), ("IB", 0.015),
    ]

    private static let introductory: [(outcome: String, share: Double)] = [
        ("IMA", 0.40), ("IMY", 0.20), ("IMV", 0.20), ("IMS", 0.20),
    ]

    static let individualAlternative = "IMA"
    static let languageIntroduction = "IMS"
    static let adapted = "ANPN"
    static let compulsory = "GR"
    static let adultUpperSecondary = "KOMVUX"
    static let swedishForImmigrants = "SFI"
    static let folkhogskola = "FHSALLM"

    static func drawNational(using random: inout SeededGenerator) -> String {
        random.outcome(of: self.national)
    }

    static func drawIntroductory(using random: inout SeededGenerator) -> String {
        random.outcome(of: self.introductory)
    }
}
