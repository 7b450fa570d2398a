import KAAKernel

/// One person's coverage as it was known at some time: every covered day, with the district of that day.
struct CoverageFact: Hashable, Sendable {
    /// Covered days that lie in one district.
    struct Segment: Hashable, Sendable {
        /// The first day.
        let start: CivilDate
        /// The first day after.
        let end: CivilDate
        /// The district's code; empty if it is not known.
        let district: String
    }

    /// From which day on a person lives in a district.
    struct Move: Hashable, Sendable {
        /// The first day; `nil` for ever before.
        let day: CivilDate?
        /// The district's code; empty if it is not known.
        let district: String
    }

    let youngPerson: YoungPersonID
    let sex: Sex
    /// In order and without overlap; empty if the person is thought never to have been covered.
    let segments: [Segment]

    /// Puts days and districts together.
    ///
    /// - Parameters:
    ///   - youngPerson: Whose coverage.
    ///   - sex: As figures are divided by it.
    ///   - intervals: The covered days, in order and without overlap.
    ///   - moves: The districts in order; before the first one the district is not known.
    init(youngPerson: YoungPersonID, sex: Sex, intervals: [Range<CivilDate>], moves: [Move]) {
        self.youngPerson = youngPerson
        self.sex = sex
        self.segments = intervals.flatMap { Self.segments(of: $0, moves) }
    }

    private static func segments(of interval: Range<CivilDate>, _ moves: [Move]) -> [Segment] {
        var segments: [Segment] = []
        var start = interval.lowerBound
        var district = ""
        for move in moves {
            if let day = move.day, day > start {
                guard day < interval.upperBound else { break }
                segments.append(Segment(start: start, end: day, district: district))
                start = day
            }
            district = move.district
        }
        segments.append(Segment(start: start, end: interval.upperBound, district: district))
        return segments
    }
}
