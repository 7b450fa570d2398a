public import Foundation
public import KAAKernel

/// Writes the registers of up to two million invented persons, for measuring.
///
/// So many persons need individual numbers of every kind, and some of those belong to real people. The files are therefore
/// only for a temporary folder that is deleted after the run; they must not be committed, kept or shown. What is kept or
/// shown comes from ``DemonstrationCity``, which has no such numbers. Names and streets are invented here too.
///
/// It is public because the benchmarks are a package of their own.
public struct PopulationGenerator: Sendable {
    /// The largest number of persons: the six year groups have 999 individual numbers for each birthday.
    public static let maximumCount = 2_000_000

    private let count: Int
    private let random: SeededGenerator

    /// Creates a generator of `count` persons; the same count and seed give the same bytes.
    ///
    /// - Throws: An error that says so if `count` isn't from 1 to ``maximumCount``.
    public init(count: Int, seed: UInt64) throws {
        guard (1...Self.maximumCount).contains(count) else {
            throw DemonstrationError(.tooManyPersons, "A population has 1 to 2 000 000 persons, not \(count).")
        }
        self.count = count
        self.random = SeededGenerator(seed: seed).fork(.population)
    }

    /// Writes one snapshot of `folkbokforing`, `elevregister` and `meriter` as CSV.
    ///
    /// - Parameters:
    ///   - folder: A temporary folder that exists; the caller deletes it.
    ///   - date: The day of the snapshot. The persons turn 15 to 20 in its year.
    /// - Returns: How many rows each file has.
    /// - Throws: What the file system says.
    /// - Complexity: O(*n*), in constant memory.
    public func write(into folder: URL, date: CivilDate) throws -> PopulationSummary {
        var folkbokforing = try Self.open(.folkbokforing, date, in: folder)
        var elevregister = try Self.open(.elevregister, date, in: folder)
        var meriter = try Self.open(.meriter, date, in: folder)
        var random = self.random
        let stock = PopulationStock(using: &random)
        var summary = PopulationSummary()

        guard let first = CivilDate(year: date.year - 20, month: 1, day: 1),
            let next = CivilDate(year: date.year - 14, month: 1, day: 1)
        else {
            throw DemonstrationError(.invalidPlan, "The birthdays of a population of \(date) aren't in the calendar.")
        }
        let days = first.days(until: next)
        for day in 0..<days {
            let birthday = first.addingDays(day)
            let cohort = PopulationCohort(turning: date.year - birthday.year, in: date.year)
            let compact = PersonnummerDigits.digits(of: birthday)
            let since = Array(birthday.description.utf8)
            let persons = self.count * (day + 1) / days - self.count * day / days
            for person in 0..<persons {
                let individualNumber = 1 + person * 999 / persons
                let digits = PersonnummerDigits.digits(birthday: compact, individualNumber: individualNumber)
                let draw = random.next()
                try folkbokforing.write { stock.appendFolkbokforing(digits, since, draw, to: &$0) }
                summary.persons += 1
                if let enrolment = cohort.enrolment(draw) {
                    try elevregister.write { Self.append(digits, enrolment, to: &$0) }
                    summary.enrolments += 1
                }
                if let merit = cohort.merit(draw) {
                    try meriter.write { Self.append(digits, merit, to: &$0) }
                    summary.merits += 1
                }
            }
        }
        summary.byteCount = try folkbokforing.finish() + elevregister.finish() + meriter.finish()
        return summary
    }

    private static func open(_ feed: Feed, _ date: CivilDate, in folder: URL) throws -> OutputFile {
        var file = try OutputFile(named: "\(feed.rawValue)-\(date).csv", in: folder)
        var header = FeedText()
        header.appendRecord(feed.columns)
        try file.write(header.bytes)
        return file
    }

    private static func append(_ digits: [UInt8], _ rest: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(contentsOf: digits)
        bytes.append(contentsOf: rest)
    }
}
