import KAAKernel
import KAAStorage
import SeededRandomness
import Testing

@testable import Outreach

/// The merge of all keys at once against the history of one key, which is shown elsewhere to be right.
struct SnapshotMergeTests {
    private static let dates: [CivilDate] = [
        "2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01", "2020-05-01", "2020-06-01",
    ]
    private static let keyCount = 12

    /// What a snapshot says: by key, the last day of an enrolment that is open or not, or nothing.
    private typealias Words = [Int: CivilDate?]

    @Test(arguments: 0..<300)
    func doesToAllKeysWhatAHistoryDoesToOne(seed: Int) async throws {
        var random = SplitMix(seed: UInt64(seed))
        let database = try await Database.open(.memory, migrations: OutreachMigrations.all)
        var histories = Array(repeating: SnapshotHistory<CivilDate?>(), count: Self.keyCount)
        var received: Set<CivilDate> = []
        var known: [Int64: [[SQLValue]]] = [:]
        var run: Int64 = 1
        for _ in 0..<random.number(in: 3...14) {
            let snapshot = random.pick(Self.dates)
            let words = Self.words(&random)
            let next = received.filter { $0 > snapshot }.min()
            try await Self.merge(words, of: snapshot, before: next, run: run, into: database)
            for key in 0..<Self.keyCount { histories[key].record(words[key], at: snapshot, nextSnapshot: next) }
            received.insert(snapshot)

            #expect(try await Self.versions(in: database) == histories.map(\.versions), "seed \(seed), \(snapshot)")
            let flaws = try await Self.flaws(in: database)
            #expect(flaws == 0, "seed \(seed): versions that were never known")
            for (earlier, versions) in known where earlier < run {
                let now = try await Self.versionsKnown(at: earlier, in: database)
                #expect(now == versions, "seed \(seed): what was known after run \(earlier) has changed")
            }
            known[run] = try await Self.versionsKnown(at: run, in: database)
            // Several files of one night share a run.
            if random.chance(50) { run += 1 }
        }
    }

    @Test func keepsNoPayloadOfWhatIsAbsent() async throws {
        let database = try await Database.open(.memory, migrations: OutreachMigrations.all)
        try await Self.merge([0: "2021-06-10"], of: Self.dates[0], before: nil, run: 1, into: database)
        try await Self.merge([:], of: Self.dates[1], before: nil, run: 2, into: database)
        let lastDays = try await database.read { transaction in
            try transaction.values(
                "SELECT lastDay FROM outreachEnrolment WHERE isPresent = 0 AND toRun IS NULL",
                as: CivilDate?.self
            )
        }
        #expect(lastDays == [nil])
    }

    private static func words(_ random: inout SplitMix) -> Words {
        var words: Words = [:]
        for key in 0..<Self.keyCount where random.chance(65) {
            words[key] = random.pick([CivilDate?.none, "2021-06-10", "2021-06-11"])
        }
        return words
    }

    private static func merge(
        _ words: Words,
        of snapshot: CivilDate,
        before next: CivilDate?,
        run: Int64,
        into database: Database
    ) async throws {
        try await database.writeExclusively { transaction in
            try transaction.execute("CREATE TEMP TABLE changed (person BIGINT NOT NULL PRIMARY KEY)")
            try transaction.execute(VersionedTable.enrolment.createStage)
            for (key, lastDay) in words {
                try transaction.execute(
                    """
                    INSERT INTO stage (person, schoolForm, studyPath, schoolUnit, startsOn, lastDay)
                    VALUES (\(key / 2), 'GY', 'NA', '12345678', \(key % 2), \(lastDay))
                    """
                )
            }
            let merge = SnapshotMerge(.enrolment, snapshot: snapshot, nextSnapshot: next, run: run)
            _ = try merge.apply(in: transaction)
            try transaction.execute("DROP TABLE stage")
            try transaction.execute("DROP TABLE changed")
        }
    }

    private static func versions(in database: Database) async throws -> [[SnapshotVersion<CivilDate?>]] {
        try await database.read { transaction in
            try (0..<Self.keyCount).map { key in
                try transaction.rows(
                    """
                    SELECT snapshot, isPresent, lastDay FROM outreachEnrolment
                    WHERE person = \(key / 2) AND startsOn = \(key % 2) AND toRun IS NULL ORDER BY snapshot DESC
                    """
                ).map { row in
                    let isPresent: Bool = try row.decode(1)
                    let lastDay: CivilDate? = try row.decode(2)
                    return SnapshotVersion(snapshot: try row.decode(0), fact: isPresent ? .some(lastDay) : nil)
                }
            }
        }
    }

    private static func versionsKnown(at run: Int64, in database: Database) async throws -> [[SQLValue]] {
        try await database.read { transaction in
            try transaction.rows(
                """
                SELECT person, startsOn, snapshot, isPresent, lastDay FROM outreachEnrolment
                WHERE fromRun <= \(run) AND (toRun IS NULL OR toRun > \(run)) ORDER BY person, startsOn, snapshot
                """
            ).map { row in (0..<5).map { row[$0] } }
        }
    }

    /// How many versions ended in the run in which they began.
    private static func flaws(in database: Database) async throws -> Int {
        try await database.read { transaction in
            try transaction.value("SELECT COUNT(*) FROM outreachEnrolment WHERE toRun <= fromRun") ?? 0
        }
    }
}
