import KAAKernel
import Testing

@testable import Outreach

/// The same files in any order, repeated, all at once or day by day give the same register.
struct NightOrderTests {
    private static let lastDay: CivilDate = "2026-11-21"
    private static let personsPerWorld = 40
    private static let snapshotsPerWorld = 5

    @Test(arguments: 0..<200)
    func everyWayOfDeliveringTheSameFilesGivesTheSameRegister(seed: Int) async throws {
        var random = SplitMix(seed: UInt64(seed) + 9_000)
        let full = try World.random(count: Self.personsPerWorld, seed: UInt64(seed) + 9_000)
        let chosen = full.snapshots.indices.shuffled(using: &random).prefix(Self.snapshotsPerWorld).sorted()
        let world = full.reduced(to: chosen)
        let folder = try FeedFolder()
        try world.write(
            to: folder,
            navet: [random.number(in: 0...Self.snapshotsPerWorld)],
            ss12000: [random.number(in: 0...Self.snapshotsPerWorld)]
        )

        let atOnce = try await Self.register([[]], of: folder, days: [Self.lastDay])
        let expected = try await atOnce.content()
        try await Self.compareWithTheOracle(atOnce, world)
        for (name, nights) in try Self.deliveries(of: folder, &random) {
            let register = try await Self.register(nights.map(\.files), of: folder, days: nights.map(\.asOf))
            let content = try await register.content()
            #expect(content == expected, "seed \(seed): \(name)\(Self.firstDifference(content, expected))")
        }
    }

    /// Night after night: a day, and the files that lie in the inbox then; none for all there are.
    private struct Night {
        let asOf: CivilDate
        let files: [String]
    }

    private static func deliveries(of folder: FeedFolder, _ random: inout SplitMix) throws -> [(String, [Night])] {
        let names = try folder.names()
        let dates = Set(names.compactMap { FeedFileName($0)?.snapshot }).sorted()
        let byDay = dates.map { date in
            Night(asOf: date, files: names.filter { FeedFileName($0)?.snapshot == date })
        }
        let accumulating = dates.map { Night(asOf: $0, files: []) }
        var rest = (names + names.shuffled(using: &random).prefix(6)).shuffled(using: &random)
        var shuffled: [Night] = []
        while !rest.isEmpty {
            let count = min(rest.count, random.number(in: 1...7))
            shuffled.append(Night(asOf: Self.lastDay, files: Array(rest.prefix(count))))
            rest.removeFirst(count)
        }
        let backwards = byDay.reversed().map { Night(asOf: Self.lastDay, files: $0.files) }
        // What is asked on the last day is asked of the register as it is on that day.
        let end = Night(asOf: Self.lastDay, files: [names[0]])
        return [
            ("day by day", byDay + [end]), ("with the former files still there", accumulating + [end]),
            ("shuffled and repeated", shuffled), ("newest first", backwards),
        ]
    }

    /// The register after those nights.
    private static func register(
        _ nights: [[String]],
        of folder: FeedFolder,
        days: [CivilDate]
    ) async throws -> RegisterDatabase {
        let register = try await RegisterDatabase()
        let lateDays: [CivilDate] = ["2018-06-30", "2018-07-01", "2020-03-01", "2024-02-29"]
        var known: [(run: Int64, covered: [[CoveredPerson]])] = []
        for (files, asOf) in zip(nights, days) {
            let inbox = try FeedFolder()
            try inbox.take(files.isEmpty ? Set(folder.names()) : Set(files), from: folder)
            _ = try await register.night(inbox, asOf: asOf)
            let run = try await register.latestRun()
            for (earlier, covered) in known {
                let now = try await register.covered(on: lateDays, knownAt: earlier)
                #expect(now == covered, "What was known after run \(earlier) has changed in run \(run).")
            }
            known.append((run, try await register.covered(on: lateDays, knownAt: run)))
        }
        return register
    }

    private static func compareWithTheOracle(_ register: RegisterDatabase, _ world: World) async throws {
        let oracle = NaiveOracle(world)
        let days = World.days.map(NaiveOracle.number)
        let exports = try await register.covered(on: World.days, knownAt: try await register.latestRun())
        let answers = world.persons.map { (person: $0, answers: oracle.answers($0.digits, on: days)) }
        for (index, export) in exports.enumerated() {
            let expected = answers.filter { $0.answers[index] == .yes }.map(\.person.integerValue).sorted()
            #expect(export.map(\.person.integerValue) == expected, "\(World.days[index])")
            for entry in export {
                let eve = NaiveOracle.number(entry.since.addingDays(-1))
                #expect(oracle.answers(entry.person.digits, on: [eve]) == [.no])
                let count = entry.since.days(until: World.days[index])
                let covered = (0...count).map { NaiveOracle.number(entry.since.addingDays($0)) }
                guard index.isMultiple(of: 7) else { continue }
                #expect(oracle.answers(entry.person.digits, on: covered).allSatisfy { $0 == .yes })
            }
        }
    }

    /// Which part differs, without what stands in it.
    private static func firstDifference(_ content: RegisterContent, _ expected: RegisterContent) -> String {
        if content.residences != expected.residences { return ": residences" }
        if content.enrolments != expected.enrolments { return ": enrolments" }
        if content.merits != expected.merits { return ": merits" }
        if content.snapshots != expected.snapshots { return ": snapshots" }
        if content.coverage != expected.coverage { return ": coverage" }
        return content.cases == expected.cases ? "" : ": cases"
    }
}
