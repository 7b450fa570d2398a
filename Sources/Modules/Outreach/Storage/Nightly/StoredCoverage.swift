import KAAKernel
import KAAStorage

/// A coverage interval as the register keeps it.
struct StoredCoverage: Hashable, Sendable {
    let from: CivilDate
    let until: CivilDate
    let openingReason: CoverageOpeningReason
    let openingRule: ShortCode
    let closingReason: DeregistrationReason
    let closingRule: ShortCode
    let closingFeed: FeedKind?

    /// Whether the person is covered on a day.
    func contains(_ day: CivilDate) -> Bool {
        self.from <= day && day < self.until
    }

    /// The intervals known now, by person.
    static func load(
        where condition: SQL,
        in transaction: ReadTransaction
    ) throws -> [IdentityNumber: [StoredCoverage]] {
        var result: [IdentityNumber: [StoredCoverage]] = [:]
        try transaction.forEach(
            """
            SELECT person, fromDay, untilDay, openingReason, openingRule, closingReason, closingRule, closingFeed
            FROM outreachCoverage WHERE toRun IS NULL AND \(condition) ORDER BY person, fromDay
            """
        ) { row in
            result[try row.decode(0), default: []].append(try StoredCoverage(row: row, at: 1))
        }
        return result
    }
}

extension StoredCoverage {
    /// Creates the kept form of an interval.
    init(_ interval: CoverageInterval) {
        self.init(
            from: interval.opening.day,
            until: interval.closing.day,
            openingReason: interval.opening.reason,
            openingRule: interval.opening.rule,
            closingReason: interval.closing.reason,
            closingRule: interval.closing.rule,
            closingFeed: interval.closing.source?.feed
        )
    }

    /// Reads fromDay, untilDay, openingReason, openingRule, closingReason, closingRule and closingFeed.
    init(row: Row, at column: Int) throws {
        self.init(
            from: try row.decode(column),
            until: try row.decode(column + 1),
            openingReason: try row.decode(column + 2),
            openingRule: try row.decode(column + 3),
            closingReason: try row.decode(column + 4),
            closingRule: try row.decode(column + 5),
            closingFeed: try row.decode(column + 6)
        )
    }
}
