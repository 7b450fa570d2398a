import KAAExpectations
import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

/// What auditors are told of who saw somebody's data.
struct PersonAccessTests {
    private typealias Client = Kaa.Kernel.V1.AuditService.Client

    @Test func namesNobodyElseOfAListThatThePersonStoodIn() async throws {
        let fixture = try await OutreachFixture()
        let listed = try await fixture.client().listContactQueue(.init()).entries
        #expect(listed.count == 4)
        let auditor = Client(try fixture.kernel.channel(as: .auditor))
        let entries = try await auditor.listPersonAccesses(.init(youngPersonID: fixture.ids[0].description)).entries
        let record = try #require(entries.first { $0.record?.method.hasSuffix("ListContactQueue") == true }?.record)
        #expect(record.youngPersonIds == [fixture.ids[0].description])
    }

    @Test(arguments: [Board.external("PARTNER"), .utbn, .sdn("14")])
    func isForTheAuditorsOfBoardsThatSupervise(board: Board) async throws {
        let fixture = try await OutreachFixture()
        let auditor = Client(try fixture.kernel.channel(as: .auditor, board: board))
        await expectFailure(.permissionDenied, reason: "BOARD_NOT_ALLOWED") {
            try await auditor.listPersonAccesses(.init(youngPersonID: fixture.ids[0].description))
        }
        let entries = try await fixture.kernel.auditEntries(of: "kernel")
        #expect(entries.map(\.refusal) == ["BOARD_NOT_ALLOWED"])
        #expect(entries.map(\.callerBoard) == [board])
    }

    @Test func aRunIsStoppedByItsOwnBoardAlone() async throws {
        let fixture = try await RegisterFixture()
        let feeds = Kaa.Outreach.V1.FeedService.Client(try fixture.kernel.channel(as: .registerCoordinator))
        let run = try #require(try await feeds.startNightlyRun(.init(source: .localDirectory("feeds"))).nightlyRun)
        let request = Kaa.Kernel.V1.CancelJobRunRequest(module: "outreach", jobRunID: run.nightlyRunID)
        for board in [Board.utbn, .son] {
            let other = Kaa.Kernel.V1.KernelService.Client(try fixture.kernel.channel(as: .operation, board: board))
            await expectFailure(.permissionDenied, reason: "BOARD_NOT_ALLOWED") {
                try await other.cancelJobRun(request)
            }
        }
        let refused = try await fixture.kernel.auditEntries(of: "kernel").filter { $0.outcome == .denied }
        #expect(refused.map(\.refusal) == ["BOARD_NOT_ALLOWED", "BOARD_NOT_ALLOWED"])
        #expect(refused.map(\.callerBoard) == [.utbn, .son])
        let own = Kaa.Kernel.V1.KernelService.Client(try fixture.kernel.channel(as: .operation))
        #expect(try await own.cancelJobRun(request).jobRun?.state == .cancelled)
    }
}
