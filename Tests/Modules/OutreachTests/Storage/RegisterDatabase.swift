import KAAKernel
import KAAStorage

@testable import Outreach

/// A register without a kernel, for tests that make many of them.
struct RegisterDatabase {
    let database: Database
    let calculator = CoverageCalculator(hemkommun: World.hemkommun)
    private let clock = ManualClock("2026-11-21")
    private let identifiers = SeededIdentifiers(seed: 1)

    init() async throws {
        self.database = try await Database.open(.memory, migrations: OutreachMigrations.all + Outbox.migrations)
    }

    /// Makes a nightly run.
    func night(_ folder: FeedFolder, asOf: CivilDate) async throws -> NightlyReport {
        let transaction = NightlyTransaction(
            files: try FeedInbox(directory: folder.path, until: asOf).files,
            asOf: asOf,
            // Little worlds change all at once.
            feedGuard: NightlyGuard(
                maximumClosedShare: 0.1,
                maximumShrinkage: 0.2,
                acceptedFeeds: Set(FeedKind.allCases)
            ),
            calculator: self.calculator,
            routine: .stockholm,
            outbox: Outbox(clock: self.clock, identifiers: self.identifiers, signal: CommitSignal()),
            identifiers: self.identifiers,
            clock: self.clock,
            progress: { _ in }
        )
        return try await self.database.writeExclusively { try transaction.apply(in: $0) }
    }

    /// What the register holds now.
    func content() async throws -> RegisterContent {
        try await self.database.read { try RegisterContent(in: $0) }
    }

    /// Who was known to be covered on each of the days after a run: number, since and why.
    func covered(on days: [CivilDate], knownAt run: Int64) async throws -> [[CoveredPerson]] {
        try await self.database.read { transaction in
            try days.map { day in
                try RegisterStorage.covered(on: day, knownAt: run, after: nil, limit: 1_000_000, in: transaction)
                    .map { CoveredPerson(person: $0.person, since: $0.since, reason: $0.reason) }
            }
        }
    }

    /// The number of the latest run.
    func latestRun() async throws -> Int64 {
        try await self.database.read { try RegisterStorage.latestRun(in: $0) ?? 0 }
    }
}

/// Someone covered on a day.
struct CoveredPerson: Hashable, Sendable {
    let person: IdentityNumber
    let since: CivilDate
    let reason: CoverageOpeningReason
}
