import KAAScreening
import Testing

/// The screen against texts that were written without a look at its lexicon.
///
/// The lexicon was then made better on those of `known.tsv`, and not on those of `unseen.tsv`: the second tells what to expect of
/// texts to come.
@Suite struct CorpusTests {
    @Test(arguments: [("known.tsv", 0.95), ("unseen.tsv", 0.95)])
    func missesLittleAndSeldomCriesWolf(file: String, wanted: Double) throws {
        let lines = try CorpusLine.read(file)
        let sensitive = lines.filter { $0.sensitiveClass != nil }
        let harmless = lines.filter { $0.sensitiveClass == nil }
        #expect(sensitive.count >= 200 && harmless.count >= 200, "The corpus has lost texts.")
        let missed = sensitive.filter { Screen.standard.findings(in: $0.text).isEmpty }
        let alarms = harmless.filter { !Screen.standard.findings(in: $0.text).isEmpty }
        let rightClass = sensitive.filter { line in
            Screen.standard.findings(in: line.text).contains { $0.sensitiveClass == line.sensitiveClass }
        }
        let recall = 1 - Double(missed.count) / Double(sensitive.count)
        let falseAlarms = Double(alarms.count) / Double(harmless.count)
        print(
            "screen: \(file): recall \(recall) of \(sensitive.count), right class \(rightClass.count), "
                + "false alarms \(falseAlarms) of \(harmless.count)"
        )
        #expect(recall >= wanted, "missed: \(missed.map(\.text))")
        #expect(falseAlarms <= 0.05, "false alarms: \(alarms.map(\.text))")
    }

    @Test func holdsTextsOfEveryClass() throws {
        for file in ["known.tsv", "unseen.tsv"] {
            let classes = Set(try CorpusLine.read(file).compactMap(\.sensitiveClass))
            #expect(classes == Set(SensitiveClass.allCases))
        }
    }
}
