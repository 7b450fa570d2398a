import Foundation
import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import ReportingContract
import Testing

@Suite(.timeLimit(.minutes(10)))
struct BadRequestTests {
    private typealias Outreach = Kaa.Outreach.V1
    private typealias Reporting = Kaa.Reporting.V1

    @Test func namesTheFieldThatIsWrong() async throws {
        try await Installation.temporary { kaad in
            try SampleFeeds().write(to: kaad.inbox)
            _ = try await kaad.nightly()
            try await kaad.serving { server in
                let token = try await kaad.token("kaa-coordinator", "register-coordinator")
                try await server.withChannel(token) { channel in
                    try await Self.expectOutreachFieldsNamed(channel)
                    try await Self.expectRegisterFieldsNamed(channel)
                    try await Self.expectFeedFieldsNamed(channel)
                }
            }
        }
    }

    private static func expectOutreachFieldsNamed(_ channel: any RPCChannel) async throws {
        let outreach = Outreach.OutreachService.Client(channel)
        let nobody = "0191e3a0-0000-7000-8000-000000000001"
        let queue = try await outreach.listContactQueue(.init(pageSize: 1))
        let person = try #require(queue.entries.first).youngPersonID
        await expectFailure(.invalidArgument, reason: "FIELD_INVALID", field: "as_of") {
            try await outreach.listContactQueue(.init(asOf: "yesterday"))
        }
        await expectFailure(.invalidArgument, field: "page_size") {
            try await outreach.listContactQueue(.init(pageSize: -1))
        }
        await expectFailure(.invalidArgument, field: "page_token") {
            try await outreach.listContactQueue(.init(pageToken: "three"))
        }
        await expectFailure(.invalidArgument, field: "young_person_id") {
            try await outreach.getYoungPerson(.init(youngPersonID: "somebody"))
        }
        await expectFailure(.invalidArgument, field: "step") {
            try await outreach.recordContactAttempt(.init(youngPersonID: person, result: .sent))
        }
        await expectFailure(.invalidArgument, field: "result") {
            try await outreach.recordContactAttempt(.init(youngPersonID: person, step: .letter))
        }
        await expectFailure(.invalidArgument, field: "attempted_on") {
            try await outreach.recordContactAttempt(
                .init(youngPersonID: person, step: .letter, result: .sent, attemptedOn: "2999-01-01")
            )
        }
        await expectFailure(.notFound) { try await outreach.getYoungPerson(.init(youngPersonID: nobody)) }
    }

    private static func expectRegisterFieldsNamed(_ channel: any RPCChannel) async throws {
        await expectFailure(.invalidArgument, field: "personnummer") {
            try await Outreach.RegisterService.Client(channel).explainCoverage(.init(personnummer: "12"))
        }
        await expectFailure(.invalidArgument, field: "to_date") {
            try await Reporting.ReportingService.Client(channel)
                .getFunnelReport(.init(fromDate: "2025-12-01", toDate: "2025-11-01"))
        }
    }

    private static func expectFeedFieldsNamed(_ channel: any RPCChannel) async throws {
        let feeds = Outreach.FeedService.Client(channel)
        let batch = try await feeds.createFeedBatch(.init()).feedBatchID
        await expectFailure(.invalidArgument, field: "source") { try await feeds.startNightlyRun(.init()) }
        await expectFailure(.invalidArgument, field: "local_directory") {
            try await feeds.startNightlyRun(.init(source: .localDirectory("/")))
        }
        await expectFailure(.invalidArgument, field: "accepted_shrunken_feeds") {
            try await feeds.startNightlyRun(.init(acceptedShrunkenFeeds: ["rumours"], source: .feedBatchID(batch)))
        }
        await expectFailure(.invalidArgument, field: "file_name") {
            try await feeds.uploadFeedChunk(.init(feedBatchID: batch, fileName: "../meriter-2025-11-20.csv"))
        }
        await expectFailure(.invalidArgument, field: "offset") {
            try await feeds.uploadFeedChunk(
                .init(feedBatchID: batch, fileName: "meriter-2025-11-20.csv", offset: 5, content: [1])
            )
        }
    }

    @Test func refusesWhoDoesNotProveWhoTheyAre() async throws {
        try await Installation.temporary { kaad in
            let good = try await kaad.token("kaa-coordinator")
            let foreign = try await Installation.temporary { try await $0.token("kaa-coordinator") }
            let parts = good.split(separator: ".")
            let payload = foreign.split(separator: ".")[1]
            let tokens: [(String?, String)] = [
                (nil, "TOKEN_MISSING"),
                ("abc", "TOKEN_MALFORMED"),
                ("", "TOKEN_MALFORMED"),
                (" ", "TOKEN_MALFORMED"),
                (foreign, "TOKEN_UNKNOWN_KEY"),
                ("\(parts[0]).\(payload).\(parts[2])", "TOKEN_BAD_SIGNATURE"),
            ]
            try await kaad.serving { server in
                for (token, reason) in tokens {
                    try await server.withChannel(token) { channel in
                        await expectFailure(.unauthenticated, reason: reason) {
                            try await Outreach.OutreachService.Client(channel).listContactQueue(.init())
                        }
                    }
                }
                let list = try await server.run("register", "list", "--as-of", SampleFeeds.day, token: foreign)
                #expect(list.exitCode > 0)
                #expect(list.errors.contains("UNAUTHENTICATED"))
                #expect(list.errorLines.count == 1)
            }
        }
    }

    @Test func refusesARoleThatMayNot() async throws {
        try await Installation.temporary { kaad in
            try await kaad.serving { server in
                let counsellor = try await kaad.token("guidance-counsellor", board: "UTBN")
                try await server.withChannel(counsellor) { channel in
                    await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
                        try await Outreach.OutreachService.Client(channel).listContactQueue(.init())
                    }
                    await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
                        try await Outreach.FeedService.Client(channel).createFeedBatch(.init())
                    }
                    // Who may not call is not told what is wrong with the request.
                    await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
                        try await Outreach.OutreachService.Client(channel).listContactQueue(.init(asOf: "yesterday"))
                    }
                }
                let strategist = try await kaad.token("strategic-group", board: "KS")
                let register = try await server.run("register", "list", "--as-of", SampleFeeds.day, token: strategist)
                #expect(register.exitCode > 0)
                #expect(register.errors.contains("PERMISSION_DENIED"))
                let report = try await server.run(
                    "report",
                    "--from",
                    "2025-07-01",
                    "--to",
                    "2025-12-18",
                    token: strategist
                )
                #expect(report.exitCode == 0, "\(report.errors)")
            }
        }
    }

    @Test func refusesABodyOverTheLimitWithoutReadingItIntoMemory() async throws {
        let bodyByteCount = 48 * 1024 * 1024
        try await Installation.temporary(server: ["  limits:", "    maximumMessageBytes: 65536"]) { kaad in
            try await kaad.serving { server in
                let token = try await kaad.token("register-coordinator")
                try await server.withChannel(token) { channel in
                    let feeds = Outreach.FeedService.Client(channel)
                    let batch = try await feeds.createFeedBatch(.init()).feedBatchID
                    var chunk = Outreach.UploadFeedChunkRequest(
                        feedBatchID: batch,
                        fileName: "meriter-2025-11-20.csv",
                        content: [UInt8](repeating: 0x61, count: 32_768)
                    )
                    #expect(try await feeds.uploadFeedChunk(chunk).fileSize == 32_768)
                    let before = try Self.peakMemory(of: server.process)
                    chunk.content = [UInt8](repeating: 0x61, count: bodyByteCount)
                    await expectFailure(.resourceExhausted) { try await feeds.uploadFeedChunk(chunk) }
                    #expect(try Self.peakMemory(of: server.process) - before < bodyByteCount / 4)
                    chunk.content = [0x61]
                    #expect(try await feeds.uploadFeedChunk(chunk).fileSize == 32_768, "The connection goes on.")
                }
            }
        }
    }

    /// The most memory that a program has used so far, in bytes.
    ///
    /// - Note: proc_pid_status(5), `VmHWM`.
    private static func peakMemory(of process: ChildProcess) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8)
        let kibibytes = try #require(status.firstMatch(of: #/VmHWM:\s+(\d+) kB/#)?.output.1)
        return try #require(Int(kibibytes)) * 1024
    }
}
