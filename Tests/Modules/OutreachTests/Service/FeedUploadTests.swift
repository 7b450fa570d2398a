import Foundation
import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import Logging
import OutreachContract
import Testing

@testable import Outreach

/// Files that come over the network in pieces.
struct FeedUploadTests {
    private typealias Messages = Kaa.Outreach.V1

    private let fixture: RegisterFixture
    private let feeds: Messages.FeedService.Client
    private let batch: String

    init() async throws {
        self.fixture = try await RegisterFixture()
        self.feeds = .init(try self.fixture.kernel.channel(as: .registerCoordinator))
        self.batch = try await self.feeds.createFeedBatch(.init()).feedBatchID
    }

    @Test func piecesMakeAFileThatARunReads() async throws {
        let town = try Town(3)
        let folder = try town.files(of: "2026-11-20")
        for name in try folder.names() {
            let content = Array(try Data(contentsOf: URL(filePath: folder.path).appending(path: name)))
            for offset in stride(from: 0, to: content.count, by: 50) {
                let piece = Array(content[offset..<min(offset + 50, content.count)])
                let size = try await self.upload(piece, at: Int64(offset), of: name)
                #expect(size == Int64(offset + piece.count))
            }
        }
        let run = try await self.fixture.kernel.whileRunning {
            let id =
                try await self.feeds.startNightlyRun(.init(asOf: "2026-11-21", source: .feedBatchID(self.batch)))
                .nightlyRun?.nightlyRunID ?? "none"
            while true {
                let run = try await self.feeds.getNightlyRun(.init(nightlyRunID: id)).nightlyRun ?? .init()
                if run.state == .succeeded || run.state == .failed { return run }
                await Task.yield()
            }
        }
        #expect(run.state == .succeeded, "\(run.failureMessage)")
        #expect(run.report?.covered == 3)
        // The folder goes with its run.
        await expectFailure(.notFound) { try await self.upload([1], at: 0) }
    }

    @Test func aPieceMayBeSentAgainAndNoneBeLeftOut() async throws {
        #expect(try await self.upload([1, 2, 3], at: 0) == 3)
        #expect(try await self.upload([4, 5], at: 3) == 5)
        #expect(try await self.upload([1, 2, 3], at: 0) == 5)
        #expect(try await self.upload([4, 5], at: 3) == 5)
        await expectFailure(.invalidArgument, field: "offset") { try await self.upload([7], at: 6) }
        await expectFailure(.invalidArgument, field: "offset") { try await self.upload([7], at: -1) }
        #expect(try await self.upload([6], at: 5) == 6)
    }

    @Test func aPieceIsAtMostAMebibyte() async throws {
        let most = [UInt8](repeating: 0x20, count: 1_048_576)
        #expect(try await self.upload(most, at: 0) == 1_048_576)
        await expectFailure(.invalidArgument, field: "content") { try await self.upload(most + [0x20], at: 0) }
    }

    @Test(arguments: [
        "", "notes.txt", "../folkbokforing-2026-11-20.csv", "folkbokforing-2026-11-20.csv/..", "meriter-2026-11-31.csv",
        "meriter-2026-11-20.xml", "betyg-2026-11-20.csv", "folkbokforing-2026-11-20.csv\u{0}",
    ])
    func aFileIsNamedAsAFeed(name: String) async throws {
        await expectFailure(.invalidArgument, field: "file_name") { try await self.upload([1], at: 0, of: name) }
    }

    @Test func onlyBatchesThatWereMadeTakeFiles() async throws {
        let unknown = "00000000-0000-4000-8000-000000000000"
        for (id, code) in [(unknown, RPCCode.notFound), ("..", .invalidArgument), ("", .invalidArgument)] {
            await expectFailure(code) {
                try await self.feeds.uploadFeedChunk(.init(feedBatchID: id, fileName: "meriter-2026-11-20.csv"))
            }
            await expectFailure(code) { try await self.feeds.startNightlyRun(.init(source: .feedBatchID(id))) }
        }
    }

    @Test func aFolderOfTheServersIsForCallersInItsProcessOnly() async throws {
        let services = try self.fixture.kernel.module(OutreachModule.self).services
        let router = try RPCRouter(services: services, interceptors: [])
        let server = RPCServer(router: router, configuration: .init(), logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let channel = try HTTP2Channel(target: try await server.listeningAddress)
            let feeds = Messages.FeedService.Client(channel)
            await expectFailure(.invalidArgument, field: "local_directory") {
                try await feeds.startNightlyRun(
                    .init(source: .localDirectory(FileManager.default.currentDirectoryPath))
                )
            }
            channel.close()
            server.beginGracefulShutdown()
            try await group.waitForAll()
        }
    }

    @Test func aRunNeedsASourceAndKnownFeeds() async throws {
        await expectFailure(.invalidArgument, field: "source") { try await self.feeds.startNightlyRun(.init()) }
        await expectFailure(.invalidArgument, field: "as_of") {
            try await self.feeds.startNightlyRun(.init(asOf: "2026-13-01", source: .localDirectory("feeds")))
        }
        await expectFailure(.invalidArgument, field: "accepted_shrunken_feeds") {
            try await self.feeds.startNightlyRun(
                .init(acceptedShrunkenFeeds: ["betyg"], source: .localDirectory("feeds"))
            )
        }
        await expectFailure(.notFound) {
            try await self.feeds.getNightlyRun(.init(nightlyRunID: "00000000-0000-4000-8000-000000000000"))
        }
    }

    @Test func coordinatorsOfTheRegisterAndOperatorsMayRunItAndNobodyElse() async throws {
        for role in Role.allCases {
            let feeds = Messages.FeedService.Client(try self.fixture.kernel.channel(as: role))
            let request = Messages.StartNightlyRunRequest(source: .localDirectory("feeds"))
            if role == .registerCoordinator || role == .operation {
                _ = try await feeds.startNightlyRun(request)
            } else {
                await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
                    try await feeds.startNightlyRun(request)
                }
            }
        }
    }

    @Test func anotherBoardSendsNoFeedAndStartsNoRun() async throws {
        for board in [Board.son, .sdn("14"), .ks, .utbn] {
            let feeds = Messages.FeedService.Client(try self.fixture.kernel.channel(as: .operation, board: board))
            await expectFailure(.permissionDenied, reason: "BOARD_NOT_ALLOWED") {
                try await feeds.createFeedBatch(.init())
            }
            await expectFailure(.permissionDenied, reason: "BOARD_NOT_ALLOWED") {
                try await feeds.uploadFeedChunk(
                    .init(feedBatchID: self.batch, fileName: "folkbokforing-2026-11-20.csv", content: [1])
                )
            }
            await expectFailure(.permissionDenied, reason: "BOARD_NOT_ALLOWED") {
                try await feeds.startNightlyRun(
                    .init(acceptedShrunkenFeeds: ["folkbokforing"], source: .feedBatchID(self.batch))
                )
            }
        }
        let refused = try await self.fixture.kernel.auditEntries(of: "outreach").filter { $0.outcome == .denied }
        #expect(refused.count == 12)
        #expect(Set(refused.map(\.callerBoard)) == [.son, .sdn("14"), .ks, .utbn])
        #expect(Set(refused.map(\.refusal)) == ["BOARD_NOT_ALLOWED"])
    }

    @Test func everyPieceThatComesInIsOnRecord() async throws {
        _ = try await self.upload([1, 2], at: 0)
        _ = try await self.upload([3], at: 2)
        _ = try await self.feeds.startNightlyRun(.init(source: .feedBatchID(self.batch)))

        let entries = try await self.fixture.kernel.auditEntries(of: "outreach")
        let methods = entries.map { $0.method.split(separator: "/").last.map(String.init) }
        #expect(methods == ["CreateFeedBatch", "UploadFeedChunk", "UploadFeedChunk", "StartNightlyRun"])
        #expect(entries.allSatisfy { $0.outcome == .granted && $0.callerSubject == "sample-register-coordinator" })
    }

    private func upload(
        _ content: [UInt8],
        at offset: Int64,
        of name: String = "meriter-2026-11-20.csv"
    ) async throws -> Int64 {
        try await self.feeds.uploadFeedChunk(
            .init(feedBatchID: self.batch, fileName: name, offset: offset, content: content)
        ).fileSize
    }
}
