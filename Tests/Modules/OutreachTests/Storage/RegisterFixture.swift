import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract

@testable import Outreach

/// A kernel with Outreach, whose register is filled from files; today is Saturday 21 November 2026.
struct RegisterFixture {
    let kernel: KernelFixture
    private let feeds: Kaa.Outreach.V1.FeedService.Client
    private let register: Kaa.Outreach.V1.RegisterService.Client

    init(grounds: GroundRegistry = .sweden) async throws {
        self.kernel = try await KernelFixture([OutreachModule.self], today: "2026-11-21", grounds: grounds)
        self.feeds = .init(try self.kernel.channel(as: .registerCoordinator))
        self.register = .init(try self.kernel.channel(as: .kaaCoordinator))
    }

    /// Makes a nightly run and waits for its end.
    func night(
        _ folder: FeedFolder,
        asOf: CivilDate = "2026-11-21",
        accepting feeds: [FeedKind] = [],
        dryRun: Bool = false
    ) async throws -> Kaa.Outreach.V1.NightlyRun {
        let request = Kaa.Outreach.V1.StartNightlyRunRequest(
            asOf: asOf.description,
            dryRun: dryRun,
            acceptedShrunkenFeeds: feeds.map(\.rawValue),
            source: .localDirectory(folder.path)
        )
        return try await self.kernel.whileRunning {
            let id = try await self.feeds.startNightlyRun(request).nightlyRun?.nightlyRunID ?? "none"
            while true {
                // The database in memory has one connection, so this waits for the run's transaction.
                let run = try await self.feeds.getNightlyRun(.init(nightlyRunID: id)).nightlyRun ?? .init()
                if run.state == .succeeded || run.state == .failed { return run }
                await Task.yield()
            }
        }
    }

    /// Everyone covered on a day, as the export tells it.
    func covered(on day: CivilDate) async throws -> [Kaa.Outreach.V1.RegisterEntry] {
        var entries: [Kaa.Outreach.V1.RegisterEntry] = []
        for try await answer in try await self.register.exportRegister(.init(asOf: day.description)) {
            entries += answer.entries
        }
        return entries
    }

    /// The rows that a run left out.
    func rejections(
        of run: Kaa.Outreach.V1.NightlyRun,
        pageSize: Int32 = 0
    ) async throws -> [Kaa.Outreach.V1.FeedRejection] {
        var rejections: [Kaa.Outreach.V1.FeedRejection] = []
        var token = ""
        repeat {
            let request = Kaa.Outreach.V1.ListFeedRejectionsRequest(
                nightlyRunID: run.nightlyRunID,
                pageSize: pageSize,
                pageToken: token
            )
            let page = try await self.feeds.listFeedRejections(request)
            rejections += page.rejections
            token = page.nextPageToken
        } while !token.isEmpty
        return rejections
    }

    /// The cases by person.
    func cases() async throws -> [IdentityNumber: OutreachCase] {
        try await self.kernel.read("outreach") { transaction in
            var result: [IdentityNumber: OutreachCase] = [:]
            let persons = try transaction.rows("SELECT person, youngPersonID FROM outreachCase")
            for row in persons {
                result[try row.decode(0)] = try CaseStorage.find(try row.decode(1), in: transaction)?.outreachCase
            }
            return result
        }
    }

    /// Every row of every table of the register, to see whether anything has changed.
    func everything() async throws -> [String: [[SQLValue]]] {
        try await self.kernel.read("outreach") { try RegisterContent.everything(in: $0) }
    }

    /// What has been told of people's coverage so far, in order.
    func coverageEvents() async throws -> [Kaa.Outreach.V1.CoverageRecorded] {
        try await self.kernel.events(of: "outreach")
            .filter { $0.type == Kaa.Outreach.V1.CoverageRecorded.wireName }
            .map { try Kaa.Outreach.V1.CoverageRecorded(decoding: $0.payload) }
    }
}
