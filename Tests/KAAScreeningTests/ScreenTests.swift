import KAAScreening
import Testing

@Suite struct ScreenTests {
    @Test(arguments: [
        ("a d h d", SensitiveClass.health),
        ("A-D-H-D", .health),
        ("adh\u{AD}d", .health),
        ("DEPR3SSION", .health),
        ("kokainmissbruket", .health),
        ("dömdes i tingsrätten", .crime),
        ("SIP-möte på torsdag", .namedUnit),
        ("Mini-Maria", .namedUnit),
    ])
    func seesThroughDisguises(text: String, sensitiveClass: SensitiveClass) {
        #expect(Screen.standard.findings(in: text).map(\.sensitiveClass).contains(sensitiveClass))
    }

    @Test(arguments: [
        ("har leukimi", SensitiveClass.health),
        ("sosialtjänsten ringde", .namedUnit),
        ("själv mords tankar", .health),
        ("kvinno jour", .namedUnit),
        ("dricker alldeles för mycket", .health),
        ("ont i sin rygg och ont i högra knät", .health),
        ("mår int bra", .health),
        ("barn- o ungdomspsyk", .namedUnit),
        ("prästerna", .religion),
        ("bröt vänster handled", .health),
        ("killen är från Eritrea", .ethnicity),
    ])
    func readsThroughMisspellingsSplitCompoundsAndFillingWords(text: String, sensitiveClass: SensitiveClass) {
        #expect(Screen.standard.findings(in: text).map(\.sensitiveClass).contains(sensitiveClass))
    }

    @Test(arguments: [
        "Kommunicerar helst via mejl.", "Särskilt intresserad av el.", "Prästkragar planteras.",
        "Övergripande mål: jobb.",
        "Resa till Eritrea.", "Läser eritreanska köket i kursen.", "Nöjd med hjälpen från oss.", "Vänster dörr.",
        "Vill bli tandläkare.", "Slog en signal.", "Skickat för underskrift.", "Fjärilar i magen före intervjun.",
    ])
    func takesNeighboursOfSensitiveWordsForWhatTheyAre(text: String) {
        #expect(Screen.standard.findings(in: text).isEmpty)
    }

    @Test(arguments: [
        "Hen känner sig redo att söka.", "Gjorde ett studieavbrott i mars.", "Praktik på hotell i Sundbyberg.",
        "Vill läsa vård- och omsorgsprogrammet.", "Drack kaffe i receptionen.", "Ring 08-508 00 000.",
        "Ring 070-123 45 67.",
        "Ankom 2026-11-21 kl. 10.30, rum 1204.",
    ])
    func leavesOrdinaryWordsAlone(text: String) {
        #expect(Screen.standard.findings(in: text).isEmpty)
    }

    @Test(arguments: [
        "200611212382", "20061121-2382", "061121-2382", "0611212382", "061121+2382", "20061121 2382", "2006 11 21 2382",
        "200611812389", "nr 061181-2389.", "2 0 0 6 1 1 2 1 2 3 8 2", "061121\u{2011}2382",
        "född 2007-10-05, sista fyra 2386", "07 08 19 - 23 81", "0806022396",
    ])
    func findsIdentityNumbersHoweverWritten(text: String) {
        #expect(Screen.standard.findings(in: text).map(\.sensitiveClass) == [.identityNumber])
    }

    @Test(arguments: [
        "20261121", "123456", "0850800000", "0701012345", "sista fyra veckorna", "2026-11-21 2026-11-22",
        "16432 Kista 12345",
    ])
    func takesOtherFiguresForWhatTheyAre(text: String) {
        #expect(Screen.standard.findings(in: text).isEmpty)
    }

    @Test func takesATextThatIsTooLongForUnfit() {
        let text = String(repeating: "bra ", count: Screen.maximumBytes / 4 + 1)
        #expect(Screen.standard.findings(in: text).count == SensitiveClass.allCases.count)
        #expect(Screen.standard.findings(in: String(text.dropLast(8))).isEmpty)
    }

    @Test func tellsEachClassOnceInOrder() {
        let findings = Screen.standard.findings(in: "Dömd för stöld, har adhd, dömd igen.")
        #expect(findings.map(\.sensitiveClass) == [.health, .crime])
    }
}
