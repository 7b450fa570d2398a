/// The year's catalogue of interventions, for the player to create before the first one starts.
package enum InterventionCatalogue {
    /// One type with what an official sees of it.
    package struct Line: Hashable, Sendable {
        package let code: InterventionCode
        /// The Swedish name.
        package let displayName: String
        package let owner: DoingBoard
        /// Who carries it out.
        package let provider: String
        /// How many days it usually lasts.
        let days: ClosedRange<Int>
        /// Its share of all that start.
        let share: Double
    }

    /// All types, by board.
    package static let lines = InterventionCode.allCases.map(Self.line)

    /// The type with a code.
    package static func line(of code: InterventionCode) -> Line {
        switch code {
        case .motivationalTalk: Self.amn(code, "Motiverande samtal", "Jobbtorg Stockholm", 14...45, 0.15)
        case .coaching: Self.amn(code, "Coachning", "Jobbtorg Stockholm", 30...90, 0.21)
        case .aim: Self.amn(code, "Aim", "Aim", 45...120, 0.12)
        case .matching: Self.amn(code, "Matchning", "Jobbtorg Stockholm", 14...60, 0.09)
        case .praktik: Self.amn(code, "Praktik", "Jobbtorg Stockholm", 30...60, 0.06)
        case .youthEmployment: Self.amn(code, "Ungdomsanställning", "Jobbtorg Stockholm", 60...120, 0.03)
        case .languageEffort: Self.amn(code, "Språkinsats", "Jobbtorg Stockholm", 30...60, 0.03)
        case .guidance: Self.utbn(code, "Studie- och yrkesvägledning", 7...30, 0.19)
        case .komvuxSupport: Self.utbn(code, "Stöd till komvuxstudier", 30...80, 0.06)
        case .slussplatsPreparation: Self.utbn(code, "Förberedelse inför slussplats", 10...30, 0.04)
        case .holidayJob:
            Line(
                code: code,
                displayName: "Feriejobb",
                owner: .stadsdelsnamnden,
                provider: "Stadsdelsförvaltningen",
                days: 5...10,
                share: 0.02
            )
        }
    }

    private static func amn(
        _ code: InterventionCode,
        _ name: String,
        _ provider: String,
        _ days: ClosedRange<Int>,
        _ share: Double
    ) -> Line {
        Line(
            code: code,
            displayName: name,
            owner: .arbetsmarknadsnamnden,
            provider: provider,
            days: days,
            share: share
        )
    }

    private static func utbn(
        _ code: InterventionCode,
        _ name: String,
        _ days: ClosedRange<Int>,
        _ share: Double
    ) -> Line {
        Line(
            code: code,
            displayName: name,
            owner: .utbildningsnamnden,
            provider: "Skolslussen",
            days: days,
            share: share
        )
    }
}
