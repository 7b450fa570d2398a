import Foundation
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// Has a kaad make a nightly run, and follows it to its end.
struct NightlyClient {
    private typealias Messages = Kaa.Outreach.V1

    private static let chunkByteCount = 524_288
    private static let pause = Duration.milliseconds(100)

    private let feeds: Kaa.Outreach.V1.FeedService.Client

    init(_ channel: any RPCChannel) {
        self.feeds = .init(channel)
    }

    /// Makes a run.
    ///
    /// - Throws: ``NightlyFailure`` if the run stops, ``KAARPC/RPCError`` if the calls fail.
    func run(
        directory: String,
        isRemote: Bool,
        asOf: CivilDate?,
        dryRun: Bool = false,
        acceptedFeeds: [String] = []
    ) async throws -> NightlyOutcome {
        let source: Kaa.Outreach.V1.StartNightlyRunRequest.Source =
            isRemote ? .feedBatchID(try await self.upload(directory)) : .localDirectory(try Self.absolute(directory))
        let started = try await self.feeds.startNightlyRun(
            .init(
                asOf: asOf?.description ?? "",
                dryRun: dryRun,
                acceptedShrunkenFeeds: acceptedFeeds,
                source: source
            )
        )
        guard let id = started.nightlyRun?.nightlyRunID else { throw CommandFailure("The server started no run.") }
        let run = try await self.follow(id)
        guard run.state == .succeeded, let report = run.report else {
            throw NightlyFailure(reason: run.failureReason, message: run.failureMessage)
        }
        return NightlyOutcome(report: report, rejections: try await self.rejections(of: id))
    }

    private static func absolute(_ directory: String) throws -> String {
        var isDirectory: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory.boolValue
        else { throw CommandFailure("There is no folder '\(directory)'.") }
        return URL(filePath: directory).standardizedFileURL.path
    }

    private func follow(_ id: String) async throws -> Kaa.Outreach.V1.NightlyRun {
        var bar = ProgressBar()
        defer { bar.clear() }
        while true {
            guard let run = try await self.feeds.getNightlyRun(.init(nightlyRunID: id)).nightlyRun else {
                throw CommandFailure("The server knows nothing of the run it started.")
            }
            switch run.state {
            case .succeeded, .failed: return run
            case .queued, .running, .unspecified, .unrecognized: bar.show(run.phase, done: run.done, total: run.total)
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    private func rejections(of id: String) async throws -> [Kaa.Outreach.V1.FeedRejection] {
        var result: [Kaa.Outreach.V1.FeedRejection] = []
        var token = ""
        repeat {
            let page = try await self.feeds.listFeedRejections(
                .init(nightlyRunID: id, pageSize: 10_000, pageToken: token)
            )
            result += page.rejections
            token = page.nextPageToken
        } while !token.isEmpty
        return result
    }

    private func upload(_ directory: String) async throws -> String {
        let folder = try Self.absolute(directory)
        let batch = try await self.feeds.createFeedBatch(.init()).feedBatchID
        var bar = ProgressBar()
        defer { bar.clear() }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where Self.isFeed(name) {
            guard let file = FileHandle(forReadingAtPath: folder + "/" + name) else {
                throw CommandFailure("'\(name)' cannot be read.")
            }
            defer { try? file.close() }
            let size = Int64(try file.seekToEnd())
            try file.seek(toOffset: 0)
            var offset: Int64 = 0
            while let chunk = try file.read(upToCount: Self.chunkByteCount), !chunk.isEmpty {
                _ = try await self.feeds.uploadFeedChunk(
                    .init(feedBatchID: batch, fileName: name, offset: offset, content: [UInt8](chunk))
                )
                offset += Int64(chunk.count)
                bar.show("upload \(name)", done: offset, total: size)
            }
        }
        return batch
    }

    /// Whether a file is named as a feed; people keep notes next to them.
    private static func isFeed(_ name: String) -> Bool {
        name.wholeMatch(of: #/(folkbokforing|elevregister|meriter|skolmeddelanden)-\d{4}-\d\d-\d\d\.(csv|xml|json)/#)
            != nil
    }
}
