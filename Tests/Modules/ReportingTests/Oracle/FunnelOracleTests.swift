import Foundation
import KAAKernel
import KAAKernelContract
import KAAStorage
import KAAWire
import ReportingContract
import SeededRandomness
import Synchronization
import Testing

@testable import Reporting

struct FunnelOracleTests {
    private struct Undone: Error {}

    private static let firstDays: [CivilDate] = ["2026-03-01", "2026-10-01", "2025-12-15", "2028-02-01"]

    @Test(arguments: 0..<UInt64(40))
    func agreesWithTheNaiveFunnelOnRandomWorlds(seed: UInt64) async throws {
        let database = try await Database.open(.memory, migrations: ReportingMigrations.all)
        var random = SplitMix(seed: seed)
        for _ in 0..<50 {
            let first = random.pick(Self.firstDays)
            let world = World.random(from: first, using: &random)
            let requests = (0..<3).map { _ in Self.request(from: first, using: &random) }
            let events = try world.events(using: &random)
            let answers = try await Self.answers(to: requests, after: events, in: database)
            for (request, answer) in zip(requests, answers) {
                let oracle = NaiveFunnel(
                    world,
                    from: request.fromDate,
                    to: request.toDate,
                    asKnownOn: request.asKnownOn
                )
                try #require(answer.total == oracle.total, "seed \(seed): \(request)")
                let rows = oracle.rows(
                    byDistrict: request.dimensions.contains(.district),
                    bySex: request.dimensions.contains(.sex)
                )
                try #require(answer.rows == rows, "seed \(seed): \(request)")
            }
        }
    }

    private static func request(
        from first: CivilDate,
        using random: inout SplitMix
    ) -> Kaa.Reporting.V1.GetFunnelReportRequest {
        let days = [random.number(in: -5...World.dayCount), random.number(in: -5...World.dayCount)].sorted()
        return .init(
            fromDate: first.addingDays(days[0]).description,
            toDate: first.addingDays(days[1]).description,
            dimensions: random.pick([[.district], [.sex], [.district, .sex]]),
            asKnownOn: random.oneIn(2) ? first.addingDays(random.number(in: -1...World.dayCount)).description : nil
        )
    }

    /// What the module answers once it has taken the events; it forgets them afterwards.
    private static func answers(
        to requests: [Kaa.Reporting.V1.GetFunnelReportRequest],
        after events: [(publisher: String, event: PublishedEvent)],
        in database: Database
    ) async throws -> [(rows: [Kaa.Reporting.V1.FunnelRow], total: Kaa.Reporting.V1.FunnelRow)] {
        let answers = Mutex<[(rows: [Kaa.Reporting.V1.FunnelRow], total: Kaa.Reporting.V1.FunnelRow)]>([])
        do {
            try await database.write { transaction in
                for (publisher, event) in events {
                    let consumers = EventConsumer.reporting(SubjectDirectory(), identifiers: SeededIdentifiers(seed: 1))
                    for consumer in consumers where consumer.publisher == publisher {
                        try consumer.handle(event, transaction)
                    }
                }
                let reports = try requests.map { request in
                    let report = FunnelReport(
                        try FunnelStorage.tallies(
                            try ReportWindow(proto: request),
                            by: try Set(proto: request.dimensions),
                            in: transaction
                        ),
                        codes: try FunnelStorage.codes(in: transaction)
                    )
                    return (
                        rows: report.rows.map(Kaa.Reporting.V1.FunnelRow.init),
                        total: Kaa.Reporting.V1.FunnelRow(report.total)
                    )
                }
                answers.withLock { $0 = reports }
                throw Undone()
            }
        } catch is Undone {}
        return answers.withLock { $0 }
    }
}
