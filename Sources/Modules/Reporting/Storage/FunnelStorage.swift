import KAAKernel
import KAAStorage

/// Reads the facts of a window and counts them.
///
/// Rows are read by position and not by name: there are hundreds of thousands of them, and a report answers within the
/// time a person waits for a page.
enum FunnelStorage {
    /// Counts M1–M7 of every group that has anybody in it.
    ///
    /// - Parameters:
    ///   - window: The days, and what was known when.
    ///   - dimensions: How figures are broken down.
    ///   - transaction: Reads.
    /// - Returns: The counts.
    /// - Throws: ``KAAStorage/StorageError``.
    /// - Complexity: O(*p* + *f*) in the persons ever known and the facts that may touch the window.
    static func tallies(
        _ window: ReportWindow,
        by dimensions: Set<FunnelGroup.Dimension>,
        in transaction: ReadTransaction
    ) throws -> [FunnelGroup: FunnelTally] {
        let personCount: Int = try transaction.requiredValue("SELECT COALESCE(MAX(number), 0) FROM reportingPerson")
        var calculation = FunnelCalculation(window: window, dimensions: dimensions, personCount: personCount)
        try Self.addCoverage(window, to: &calculation, in: transaction)
        calculation.formGroups()
        try Self.addAttempts(window, to: &calculation, in: transaction)
        try Self.addSessions(window, to: &calculation, in: transaction)
        try Self.addInterventions(window, to: &calculation, in: transaction)
        return calculation.finish()
    }

    /// All codes by their numbers.
    static func codes(in transaction: ReadTransaction) throws -> [Int: String] {
        var codes: [Int: String] = [:]
        try transaction.forEach("SELECT number, code FROM reportingCode") { row in
            codes[try row.decode(0)] = try row.decode(1)
        }
        return codes
    }

    private static func addCoverage(
        _ window: ReportWindow,
        to calculation: inout FunnelCalculation,
        in transaction: ReadTransaction
    ) throws {
        try transaction.forEach(
            """
            SELECT person, sex, startDay, endDay, district FROM reportingCoverage
            WHERE \(FactTable.known(before: window.horizon)) AND endDay > \(window.from) AND startDay <= \(window.to)
            """
        ) { row in
            guard let sex = Sex(number: try row.integer(1)) else {
                throw StorageError(.invalidValue, "Column 'sex' is not a known sex.")
            }
            calculation.cover(
                Int(try row.integer(0)),
                sex,
                from: try row.day(2),
                until: try row.day(3),
                in: Int(try row.integer(4))
            )
        }
    }

    private static func addAttempts(
        _ window: ReportWindow,
        to calculation: inout FunnelCalculation,
        in transaction: ReadTransaction
    ) throws {
        try transaction.forEach(
            """
            SELECT person, day, channel, result, recordedFrom FROM reportingAttempt
            WHERE day >= \(window.from) AND day <= \(window.to) AND \(FactTable.known(before: window.horizon))
            """
        ) { row in
            guard let channel = ContactChannel(rawValue: try row.integer(2)),
                let result = AttemptResult(rawValue: try row.integer(3))
            else { throw StorageError(.invalidValue, "An attempt has an unknown channel or result.") }
            calculation.attempt(
                Int(try row.integer(0)),
                on: try row.day(1),
                by: channel,
                result,
                recordedAt: try row.integer(4)
            )
        }
    }

    private static func addSessions(
        _ window: ReportWindow,
        to calculation: inout FunnelCalculation,
        in transaction: ReadTransaction
    ) throws {
        try transaction.forEach(
            """
            SELECT person, day, recordedFrom FROM reportingSession
            WHERE isHeld = \(true) AND day >= \(window.from) AND day <= \(window.to)
                AND \(FactTable.known(before: window.horizon))
            """
        ) { row in
            calculation.session(Int(try row.integer(0)), on: try row.day(1), recordedAt: try row.integer(2))
        }
    }

    private static func addInterventions(
        _ window: ReportWindow,
        to calculation: inout FunnelCalculation,
        in transaction: ReadTransaction
    ) throws {
        try transaction.forEach(
            """
            SELECT person, type, startDay, lastDay, endReason FROM reportingIntervention
            WHERE \(FactTable.known(before: window.horizon)) AND lastDay >= \(window.from) AND startDay <= \(window.to)
            """
        ) { row in
            let reason: EndReason? = try row.decode(4)
            let end = try reason.map { InterventionFact.End(day: try row.day(3), reason: $0) }
            calculation.intervention(Int(try row.integer(0)), Int(try row.integer(1)), from: try row.day(2), end: end)
        }
    }
}

extension Row {
    /// The integer of a column, without the detours of decoding any type by any name.
    fileprivate func integer(_ index: Int) throws -> Int64 {
        guard case .integer(let value) = self[index] else { return try self.decode(index) }
        return value
    }

    /// The day of a column.
    fileprivate func day(_ index: Int) throws -> CivilDate {
        CivilDate(daysSinceEpoch: Int32(truncatingIfNeeded: try self.integer(index)))
    }
}
