import Foundation
import KAAKernel
import KAAStorage

/// Turns the facts about purged persons into facts about nobody, so that every figure of every window stays as it was.
///
/// The person, and every fact, gets a random identifier that nothing else knows, in a random order; and the moments at
/// which facts were recorded keep their day and their order, which is all that figures ask of them, and lose the time of
/// day, by which one could find them again in another record.
struct AnonymousFacts {
    /// A version of a fact, as far as it is rewritten.
    private struct Version {
        let key: SQLValue
        let recordedFrom: Int64
        let position: Int64
        let recordedUntil: Int64
        let person: Int
    }

    /// A table of facts and the column that tells one fact from another.
    private struct Table {
        let name: SQL
        let key: SQL
        var isKeyedByPerson = false
    }

    private static let keyedTables = [
        Table(name: "reportingAttempt", key: "attempt"), Table(name: "reportingSession", key: "session"),
        Table(name: "reportingIntervention", key: "intervention"),
    ]
    private static let coverage = Table(name: "reportingCoverage", key: "person", isKeyedByPerson: true)

    private let identifiers: any IdentifierSource
    private let transaction: WriteTransaction

    /// Prepares to rewrite.
    init(identifiers: any IdentifierSource, in transaction: WriteTransaction) {
        self.identifiers = identifiers
        self.transaction = transaction
    }

    /// Makes the facts about some people anonymous; people of whom there are none are passed over.
    ///
    /// - Throws: ``KAAStorage/StorageError``.
    /// - Complexity: O(*n*) in the facts about everybody, once for each call.
    func anonymise(_ people: [YoungPersonID]) throws {
        let numbers = try self.renumber(people)
        guard !numbers.isEmpty else { return }
        var versions: [[Version]] = []
        for table in Self.keyedTables + [Self.coverage] { versions.append(try self.versions(table, of: numbers)) }
        let moments = Self.dayMoments(versions.joined())
        for (table, versions) in zip(Self.keyedTables, versions) {
            var keys: [SQLValue: UUID] = [:]
            for version in versions where keys[version.key] == nil { keys[version.key] = self.identifiers.next() }
            try self.rewrite(table, versions, numbers, moments) {
                "\(table.key) = \(keys[$0.key]?.sqlValue ?? $0.key),"
            }
        }
        // The person is the key of coverage.
        try self.rewrite(Self.coverage, versions[Self.keyedTables.count], numbers, moments) { _ in "" }
    }

    /// Gives the people new numbers, in random order.
    ///
    /// - Returns: The new numbers by the old ones.
    private func renumber(_ people: [YoungPersonID]) throws -> [Int: Int] {
        var former: [(order: UUID, number: Int)] = []
        for person in people {
            let number: Int? = try self.transaction.value(
                "SELECT number FROM reportingPerson WHERE youngPerson = \(person)"
            )
            if let number { former.append((self.identifiers.next(), number)) }
        }
        // Identifiers may begin with the time; their last bytes are random in any case.
        former.sort { "\($0.order)".reversed().lexicographicallyPrecedes("\($1.order)".reversed()) }
        var next: Int = try self.transaction.requiredValue("SELECT COALESCE(MAX(number), 0) FROM reportingPerson")
        var numbers: [Int: Int] = [:]
        for (_, number) in former {
            next += 1
            numbers[number] = next
            try self.transaction.execute("DELETE FROM reportingPerson WHERE number = \(number)")
            try self.transaction.execute(
                """
                INSERT INTO reportingPerson (number, youngPerson)
                VALUES (\(next), \(YoungPersonID(self.identifiers.next())))
                """
            )
        }
        return numbers
    }

    private func versions(_ table: Table, of numbers: [Int: Int]) throws -> [Version] {
        var versions: [Version] = []
        try self.transaction.forEach(
            "SELECT \(table.key), recordedFrom, position, recordedUntil, person FROM \(table.name)"
        ) { row in
            let person: Int = try row.decode(4)
            guard numbers[person] != nil else { return }
            versions.append(
                Version(
                    key: table.isKeyedByPerson ? .integer(Int64(person)) : .blob(try row.decode(0)),
                    recordedFrom: try row.decode(1),
                    position: try row.decode(2),
                    recordedUntil: try row.decode(3),
                    person: person
                )
            )
        }
        return versions
    }

    /// Moments of the same days and in the same order, by the old ones and the person.
    private static func dayMoments(_ versions: some Sequence<Version>) -> [Int: [Int64: Int64]] {
        var known: [Int: Set<Int64>] = [:]
        for version in versions {
            known[version.person, default: []].insert(version.recordedFrom)
            known[version.person, default: []].insert(version.recordedUntil)
        }
        return known.mapValues { moments in
            var result: [Int64: Int64] = [FactTable.always: FactTable.always]
            var former: (day: CivilDate, moment: Int64)?
            for moment in moments.sorted() where moment != FactTable.always {
                let day = CivilDate(swedishDayOf: Date(timeIntervalSince1970: Double(moment) / 1_000_000))
                let midnight = Int64(day.swedishMidnight.timeIntervalSince1970 * 1_000_000)
                let mapped = former.flatMap { $0.day == day ? $0.moment + 1 : nil } ?? midnight
                result[moment] = mapped
                former = (day, mapped)
            }
            return result
        }
    }

    private func rewrite(
        _ table: Table,
        _ versions: [Version],
        _ numbers: [Int: Int],
        _ moments: [Int: [Int64: Int64]],
        _ change: (Version) -> SQL
    ) throws {
        // The order of positions is kept, their values belong to the publisher's sequence.
        let positions = Dictionary(grouping: versions, by: \.person)
            .mapValues { Array(Set($0.map(\.position))).sorted() }
        for version in versions {
            guard let number = numbers[version.person], let moments = moments[version.person],
                let from = moments[version.recordedFrom], let until = moments[version.recordedUntil],
                let rank = positions[version.person]?.firstIndex(of: version.position)
            else { continue }
            try self.transaction.execute(
                """
                UPDATE \(table.name) SET \(change(version)) person = \(number), recordedFrom = \(from),
                    position = \(Int64(rank + 1)), recordedUntil = \(until)
                WHERE \(table.key) = \(version.key) AND recordedFrom = \(version.recordedFrom)
                    AND position = \(version.position)
                """
            )
        }
    }
}
