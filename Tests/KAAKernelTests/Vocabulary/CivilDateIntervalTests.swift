import KAAKernel
import Testing

struct CivilDateIntervalTests {
    @Test func holdsItsStartAndNotItsEnd() throws {
        let interval = try #require(CivilDateInterval(start: "2024-01-01", end: "2024-02-01"))
        #expect(interval.contains("2024-01-01"))
        #expect(interval.contains("2024-01-31"))
        #expect(!interval.contains("2024-02-01"))
        #expect(!interval.contains("2023-12-31"))
    }

    @Test func cannotBeEmpty() {
        #expect(CivilDateInterval(start: "2024-01-01", end: "2024-01-01") == nil)
        #expect(CivilDateInterval(start: "2024-01-01", end: "2023-01-01") == nil)
    }

    @Test func meetsItsNeighbourWithoutOverlap() throws {
        let january = try #require(CivilDateInterval(start: "2024-01-01", end: "2024-02-01"))
        let rest = try #require(CivilDateInterval(start: "2024-02-01"))
        #expect(!january.overlaps(rest))
        #expect(rest.intersection(rest) == rest)
        let spring = try #require(CivilDateInterval(start: "2024-01-15", end: "2024-06-01"))
        #expect(spring.intersection(rest)?.description == "2024-02-01/2024-06-01")
    }
}
