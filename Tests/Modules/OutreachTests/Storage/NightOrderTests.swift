import KAAKernel
import SeededRandomness
import Testing

@testable import Outreach

/// The same files in any order, repeated, all at once or day by day give the same register.
struct NightOrderTests {
    private static let lastDay: CivilDate = "2026-11-21"
    private static let personsPerWorld = 25
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

        let atOnce = try await Self.register(after: [Night(asOf: Self.lastDay, files: try folder.names(), from: folder)]
        )
        let expected = try await atOnce.content()
        try await Self.compareWithTheOracle(atOnce, world, everyDay: seed.isMultiple(of: 5))
        let mistaken = try FeedFolder()
        try world.mistaken(seed: UInt64(seed) + 19_000).write(to: mistaken)
        let deliveries = try Self.deliveries(of: folder, mistaken, &random)
        // Three of the five ways for each world, so that every pair of ways meets in many.
        for (index, (name, nights)) in deliveries.enumerated() where (index * 2 + seed) % 5 < 3 {
            let content = try await Self.register(after: nights).content()
            #expect(content == expected, "seed \(seed), \(name): \(content.firstDifference(from: expected))")
        }
    }

    /// A day, and the files that lie in the inbox then.
    private struct Night {
        let asOf: CivilDate
        let files: [String]
        let folder: FeedFolder

        init(asOf: CivilDate, files: some Sequence<String>, from folder: FeedFolder) {
            self.asOf = asOf
            self.files = Array(files)
            self.folder = folder
        }
    }

    private static func deliveries(
        of folder: FeedFolder,
        _ mistaken: FeedFolder,
        _ random: inout SplitMix
    ) throws -> [(String, [Night])] {
        let names = try folder.names()
        let dates = Set(names.compactMap { FeedFileName($0)?.snapshot }).sorted()
        func night(_ asOf: CivilDate, _ isChosen: (CivilDate) -> Bool) -> Night {
            let files = names.filter { FeedFileName($0).map { isChosen($0.snapshot) } ?? false }
            return Night(asOf: asOf, files: files, from: folder)
        }
        // What is asked on the last day is asked of the register as it is on that day.
        let end = Night(asOf: Self.lastDay, files: names.prefix(1), from: folder)
        return [
            ("day by day", dates.map { date in night(date) { $0 == date } } + [end]),
            ("with the former files still there", dates.map { date in night(date) { $0 <= date } } + [end]),
            ("newest first", dates.reversed().map { date in night(Self.lastDay) { $0 == date } }),
            ("shuffled and repeated", Self.shuffled(names + names.shuffled(using: &random).prefix(6), folder, &random)),
            (
                "after mistaken files of the same dates",
                Self.shuffled(try mistaken.names().shuffled(using: &random).prefix(8), mistaken, &random)
                    + Self.shuffled(names, folder, &random)
            ),
        ]
    }

    private static func shuffled(
        _ names: some Sequence<String>,
        _ folder: FeedFolder,
        _ random: inout SplitMix
    ) -> [Night] {
        var rest = names.shuffled(using: &random)
        var nights: [Night] = []
        while !rest.isEmpty {
            let count = min(rest.count, random.number(in: 1...7))
            nights.append(Night(asOf: Self.lastDay, files: Set(rest.prefix(count)), from: folder))
            rest.removeFirst(count)
        }
        return nights
    }

    /// The register after those nights, none of which may change what was known before it.
    private static func register(after nights: [Night]) async throws -> RegisterDatabase {
        let register = try await RegisterDatabase()
        let days: [CivilDate] = ["2018-06-30", "2018-07-01", "2020-03-01", "2024-02-29"]
        var known: [(run: Int64, covered: [[CoveredPerson]])] = []
        for night in nights {
            let inbox = try FeedFolder()
            try inbox.take(night.files, from: night.folder)
            _ = try await register.night(inbox, asOf: night.asOf)
            let run = try await register.latestRun()
            known.append((run, try await register.covered(on: days, knownAt: run)))
        }
        for (run, covered) in known {
            let now = try await register.covered(on: days, knownAt: run)
            #expect(now == covered, "What was known after run \(run) has changed.")
        }
        return register
    }

    private static func compareWithTheOracle(
        _ register: RegisterDatabase,
        _ world: World,
        everyDay: Bool
    ) async throws {
        let oracle = NaiveOracle(world)
        let days = World.days.map(NaiveOracle.number)
        let exports = try await register.covered(on: World.days, knownAt: try await register.latestRun())
        let answers = world.persons.map { (person: $0, answers: oracle.answers($0.digits, on: days)) }
        for (index, export) in exports.enumerated() {
            let expected = answers.filter { $0.answers[index] == .yes }.map(\.person.integerValue).sorted()
            #expect(export.map(\.person.integerValue) == expected, "\(World.days[index])")
        }
        guard everyDay else { return }
        // From the last days on which somebody is covered back to the beginning: every day of every interval.
        let exported = zip(World.days, exports).flatMap { day, export in export.map { ($0, day) } }
        let last = Dictionary(exported, uniquingKeysWith: max)
        for (entry, day) in last {
            let days = (-1...entry.since.days(until: day)).map { NaiveOracle.number(entry.since.addingDays($0)) }
            let answers = oracle.answers(entry.person.digits, on: days)
            #expect(answers.first == .no && answers.dropFirst().allSatisfy { $0 == .yes }, "\(entry.since) to \(day)")
        }
    }
}

extension World {
    /// Other files of the same dates: each has the rows of another date, and of strangers.
    fileprivate func mistaken(seed: UInt64) throws -> World {
        let strangers = try World.random(count: 5, seed: seed).reduced(to: Array(self.snapshots.indices))
        func rotated<Row>(_ rows: [[Row]], _ others: [[Row]]) -> [[Row]] {
            rows.indices.map { rows[($0 + 1) % rows.count] + others[$0] }
        }
        return World(
            snapshots: self.snapshots,
            folkbokforing: rotated(self.folkbokforing, strangers.folkbokforing),
            elevregister: rotated(self.elevregister, strangers.elevregister),
            meriter: rotated(self.meriter, strangers.meriter),
            persons: self.persons + strangers.persons
        )
    }
}

extension RegisterContent {
    /// The part that differs, without what stands in it.
    fileprivate func firstDifference(from other: RegisterContent) -> String {
        if self.residences != other.residences { return "residences" }
        if self.enrolments != other.enrolments { return "enrolments" }
        if self.merits != other.merits { return "merits" }
        if self.snapshots != other.snapshots { return "snapshots" }
        if self.coverage != other.coverage { return "coverage" }
        return "cases"
    }
}
