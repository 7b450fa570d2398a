import Foundation
import KAAKernel
import KAAStorage

/// Keeps facts as the events tell them, in every version.
enum FactStorage {
    /// Saves a version of a person's coverage.
    static func insert(_ fact: CoverageFact, at record: RecordPlace, in transaction: WriteTransaction) throws {
        let person = try Self.number(of: fact.youngPerson, in: transaction)
        let until = try FactTable.coverage.makeRoom(for: person.sqlValue, at: record, in: transaction)
        // A version that covers no day stands in the table too, for the time in which it is the latest.
        let none = CoverageFact.Segment(start: .distantFuture, end: .distantPast, district: "")
        for (index, segment) in (fact.segments.isEmpty ? [none] : fact.segments).enumerated() {
            let district = try Self.number(of: segment.district, in: transaction)
            try transaction.execute(
                """
                INSERT INTO reportingCoverage (
                    person, recordedFrom, position, segment, recordedUntil, startDay, endDay, district, sex
                ) VALUES (
                    \(person), \(record.moment), \(record.position), \(index), \(until), \(segment.start), \(segment.end),
                    \(district), \(fact.sex.number)
                )
                """
            )
        }
    }

    /// Saves a version of an attempt.
    static func insert(_ fact: AttemptFact, at record: RecordPlace, in transaction: WriteTransaction) throws {
        let person = try Self.number(of: fact.youngPerson, in: transaction)
        let until = try FactTable.attempt.makeRoom(for: fact.id.sqlValue, at: record, in: transaction)
        try transaction.execute(
            """
            INSERT INTO reportingAttempt (
                attempt, recordedFrom, position, recordedUntil, person, day, channel, result
            ) VALUES (
                \(fact.id), \(record.moment), \(record.position), \(until), \(person), \(fact.day), \(fact.channel),
                \(fact.result)
            )
            """
        )
    }

    /// Saves a version of a session.
    static func insert(_ fact: SessionFact, at record: RecordPlace, in transaction: WriteTransaction) throws {
        let person = try Self.number(of: fact.youngPerson, in: transaction)
        let until = try FactTable.session.makeRoom(for: fact.id.sqlValue, at: record, in: transaction)
        try transaction.execute(
            """
            INSERT INTO reportingSession (session, recordedFrom, position, recordedUntil, person, day, isHeld)
            VALUES (
                \(fact.id), \(record.moment), \(record.position), \(until), \(person), \(fact.day), \(fact.isHeld)
            )
            """
        )
    }

    /// Saves a version of an intervention.
    static func insert(_ fact: InterventionFact, at record: RecordPlace, in transaction: WriteTransaction) throws {
        let person = try Self.number(of: fact.youngPerson, in: transaction)
        let type = try Self.number(of: fact.type, in: transaction)
        let until = try FactTable.intervention.makeRoom(for: fact.id.sqlValue, at: record, in: transaction)
        try transaction.execute(
            """
            INSERT INTO reportingIntervention (
                intervention, recordedFrom, position, recordedUntil, person, type, startDay, lastDay, endReason
            ) VALUES (
                \(fact.id), \(record.moment), \(record.position), \(until), \(person), \(type), \(fact.startedOn),
                \(fact.end?.day ?? .distantFuture), \(fact.end?.reason)
            )
            """
        )
    }

    /// Removes everything that was ever told of a person, in every version.
    ///
    /// - Complexity: O(*n*) in the number of facts; it is rare.
    static func forget(_ youngPerson: YoungPersonID, in transaction: WriteTransaction) throws {
        let number: Int? = try transaction.value(
            "SELECT number FROM reportingPerson WHERE youngPerson = \(youngPerson)"
        )
        guard let number else { return }
        let tables: [SQL] = ["reportingCoverage", "reportingAttempt", "reportingSession", "reportingIntervention"]
        for table in tables {
            try transaction.execute("DELETE FROM \(table) WHERE person = \(number)")
        }
        try transaction.execute("DELETE FROM reportingPerson WHERE number = \(number)")
    }

    /// The number of a person, who gets one at the first fact.
    private static func number(of youngPerson: YoungPersonID, in transaction: WriteTransaction) throws -> Int {
        let number: Int? = try transaction.value(
            "SELECT number FROM reportingPerson WHERE youngPerson = \(youngPerson)"
        )
        if let number { return number }
        let next: Int = try transaction.requiredValue("SELECT COALESCE(MAX(number), 0) + 1 FROM reportingPerson")
        try transaction.execute("INSERT INTO reportingPerson (number, youngPerson) VALUES (\(next), \(youngPerson))")
        return next
    }

    /// The number of a district's or an intervention's code, which gets one at its first use.
    private static func number(of code: String, in transaction: WriteTransaction) throws -> Int {
        let number: Int? = try transaction.value("SELECT number FROM reportingCode WHERE code = \(code)")
        if let number { return number }
        let next: Int = try transaction.requiredValue("SELECT COALESCE(MAX(number), 0) + 1 FROM reportingCode")
        try transaction.execute("INSERT INTO reportingCode (number, code) VALUES (\(next), \(code))")
        return next
    }
}
