import Foundation
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract

/// Serves `kaa.outreach.v1.FeedService`.
struct FeedService: Kaa.Outreach.V1.FeedService.Serving {
    private let database: ModuleDatabase
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource
    private let jobRunner: JobRunner
    private let batches: FeedBatchDirectory

    init(context: ModuleContext, jobRunner: JobRunner) {
        self.database = context.database
        self.clock = context.clock
        self.identifiers = context.identifiers
        self.jobRunner = jobRunner
        self.batches = FeedBatchDirectory(path: context.workDirectory + "/batches")
    }

    func createFeedBatch(
        _ request: Kaa.Outreach.V1.CreateFeedBatchRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.CreateFeedBatchResponse {
        let id = self.identifiers.next()
        try await self.batches.create(id)
        return .init(feedBatchID: id.uuidString.lowercased())
    }

    func uploadFeedChunk(
        _ request: Kaa.Outreach.V1.UploadFeedChunkRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.UploadFeedChunkResponse {
        let id = try UUID(field: "feed_batch_id", request.feedBatchID)
        guard let name = FeedFileName(request.fileName) else {
            throw RPCError.invalid("file_name", "is not named like folkbokforing-YYYY-MM-DD.csv")
        }
        guard request.content.count <= FeedBatchDirectory.maximumChunkBytes else {
            throw RPCError.invalid("content", "is larger than 1 MiB")
        }
        let size = try await self.batches.write(request.content, at: request.offset, of: name, in: id)
        return .init(fileSize: size)
    }

    func startNightlyRun(
        _ request: Kaa.Outreach.V1.StartNightlyRunRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.StartNightlyRunResponse {
        let source = try await self.source(request.source, context)
        let order = NightlyOrder(
            directory: source.directory,
            isTemporary: source.isTemporary,
            asOf: try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today),
            isDryRun: request.dryRun,
            acceptedFeeds: Set(
                try request.acceptedShrunkenFeeds.map { name in
                    guard let feed = FeedKind(rawValue: name) else {
                        throw RPCError.invalid("accepted_shrunken_feeds", "has a feed that is not known")
                    }
                    return feed
                }
            ),
            caller: try context.caller
        )
        let arguments = [UInt8](try JSONEncoder().encode(order))
        let run = try await self.jobRunner.enqueue(NightlyJob.name, arguments: arguments)
        return .init(nightlyRun: try .init(run))
    }

    func getNightlyRun(
        _ request: Kaa.Outreach.V1.GetNightlyRunRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.GetNightlyRunResponse {
        let id = try UUID(field: "nightly_run_id", request.nightlyRunID)
        do {
            return .init(nightlyRun: try .init(try await self.jobRunner.jobRun(id)))
        } catch let error as JobError where error.reason == .unknownRun {
            throw RPCError.notFound("nightly run")
        }
    }

    func listFeedRejections(
        _ request: Kaa.Outreach.V1.ListFeedRejectionsRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ListFeedRejectionsResponse {
        let id = try UUID(field: "nightly_run_id", request.nightlyRunID)
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: [request.nightlyRunID],
            default: 1_000,
            maximum: 10_000
        )
        let last = try page.key(Int64.self)
        let rows = try await self.database.read { transaction in
            try RejectionStorage.list(of: id, after: last, limit: page.limit, in: transaction)
        }
        let (rejections, token) = page.cut(rows) { PageRequest.Key($0.ordinal) }
        return .init(rejections: rejections.map { .init($0.rejection) }, nextPageToken: token)
    }

    private func source(
        _ source: Kaa.Outreach.V1.StartNightlyRunRequest.Source?,
        _ context: ServerContext
    ) async throws -> (directory: String, isTemporary: Bool) {
        switch source {
        case .feedBatchID(let text):
            return (try await self.batches.existing(try UUID(field: "feed_batch_id", text)), true)
        case .localDirectory(let path):
            // A path over the network would let a caller have any file of the server's machine read.
            guard case .inProcess = context.peer else {
                throw RPCError.invalid(
                    "local_directory",
                    "is for callers in the same process; upload the files instead"
                )
            }
            return (path, false)
        case nil:
            throw RPCError.invalid("source", "is missing")
        }
    }
}
