import KAAKernel

/// The rules in the order they came into force.
struct CoverageRuleBook: Hashable, Sendable {
    /// The rules, oldest first; no two of them begin on the same day.
    let rules: [CoverageRule]

    /// Creates a book from rules in any order; of two that begin on the same day, the later element counts.
    init(_ rules: [CoverageRule]) {
        let byDate = Dictionary(rules.map { ($0.validFrom, $0) }, uniquingKeysWith: { $1 })
        self.rules = byDate.values.sorted { $0.validFrom < $1.validFrom }
    }

    /// The rule in force on a day; `nil` before the first.
    func rule(on day: CivilDate) -> CoverageRule? {
        self.rules.last { $0.validFrom <= day }
    }

    /// The first day on which another rule has replaced the one at `index`; `nil` for the last rule.
    func end(ofRuleAt index: Int) -> CivilDate? {
        index + 1 < self.rules.count ? self.rules[index + 1].validFrom : nil
    }
}

extension CoverageRuleBook {
    /// The rules of skollagen since the responsibility got its present form on 1 January 2015.
    ///
    /// The wording of 2 July 2023 (lag 2022:1315) renamed gymnasiesärskola and its certificate and changed nothing else, so
    /// the rule of 2018 goes on under both names.
    ///
    /// - Parameter springTermEnd: The municipality's last day of compulsory schooling.
    /// - Returns: The rules, oldest first.
    static func skollagen(springTermEnd: SpringTermEnd = .endOfJune) -> CoverageRuleBook {
        CoverageRuleBook([
            CoverageRule(
                id: "KAA-2015-01-01",
                validFrom: "2015-01-01",
                statute: "Skollagen (2010:800) 29 kap. 9 §, prop. 2013/14:191",
                ageLimit: 20,
                schoolLeavingAge: 16,
                springTermEnd: springTermEnd,
                endingSchoolForms: [.gymnasieskola, .anpassadGymnasieskola],
                introductoryProgrammesEndCoverage: false,
                endingMerits: Self.endingMerits
            ),
            CoverageRule(
                id: "KAA-2018-07-01",
                validFrom: "2018-07-01",
                statute: "Skollagen (2010:800) 29 kap. 9 §, lag (2018:749), prop. 2017/18:183",
                ageLimit: 20,
                schoolLeavingAge: 16,
                springTermEnd: springTermEnd,
                endingSchoolForms: [.gymnasieskola, .anpassadGymnasieskola],
                introductoryProgrammesEndCoverage: true,
                endingMerits: Self.endingMerits
            ),
        ])
    }

    private static let endingMerits: [Merit] = [
        .gymnasieexamen, .yrkesexamen, .gymnasiebevis, .gymnasiesarskolebevis, .motsvarande,
    ]
}
