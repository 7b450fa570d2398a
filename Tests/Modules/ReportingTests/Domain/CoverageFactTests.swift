import Foundation
import KAAKernel
import Testing

@testable import Reporting

struct CoverageFactTests {
    private static func segments(
        _ intervals: [Range<CivilDate>],
        _ moves: [CoverageFact.Move]
    ) -> [CoverageFact.Segment] {
        CoverageFact(youngPerson: YoungPersonID(UUID()), sex: .female, intervals: intervals, moves: moves).segments
    }

    @Test func cutsCoveredDaysWhereThePersonMoves() {
        let segments = Self.segments(
            ["2026-01-10"..<"2026-02-01", "2026-03-01"..<"2026-04-01"],
            [
                .init(day: nil, district: "14"), .init(day: "2026-01-20", district: "24"),
                .init(day: "2026-02-15", district: "01"), .init(day: "2026-03-31", district: ""),
            ]
        )

        #expect(
            segments == [
                .init(start: "2026-01-10", end: "2026-01-20", district: "14"),
                .init(start: "2026-01-20", end: "2026-02-01", district: "24"),
                .init(start: "2026-03-01", end: "2026-03-31", district: "01"),
                .init(start: "2026-03-31", end: "2026-04-01", district: ""),
            ]
        )
    }

    @Test func makesNoSegmentWithoutADay() {
        let moves: [CoverageFact.Move] = [
            .init(day: nil, district: "14"), .init(day: "2026-01-10", district: "24"),
            .init(day: "2026-02-01", district: "01"),
        ]

        #expect(
            Self.segments(["2026-01-10"..<"2026-02-01"], moves) == [
                .init(start: "2026-01-10", end: "2026-02-01", district: "24")
            ]
        )
        #expect(Self.segments([], moves).isEmpty)
    }

    @Test func knowsNoDistrictBeforeTheFirstOne() {
        #expect(
            Self.segments(["2026-01-10"..<"2026-02-01"], [.init(day: "2026-01-11", district: "14")]) == [
                .init(start: "2026-01-10", end: "2026-01-11", district: ""),
                .init(start: "2026-01-11", end: "2026-02-01", district: "14"),
            ]
        )
        #expect(Self.segments(["2026-01-10"..<"2026-02-01"], []).map(\.district) == [""])
    }
}
