import KAAKernel
import KAAKernelTesting
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

@Suite(.timeLimit(.minutes(10)))
struct ReadDuringWriteTests {
    @Test func aReadIsAnsweredAndOnRecordWhileALongWriteHoldsTheDatabase() async throws {
        let kernel = try await KernelFixture([OutreachModule.self], isOnDisk: true)
        let client = Kaa.Outreach.V1.OutreachService.Client(try kernel.channel(as: .kaaCoordinator))
        let entries = try await kernel.whileWriting("outreach") {
            _ = try await client.listContactQueue(.init())
            return try await kernel.auditEntries(of: "outreach")
        }
        #expect(entries.map(\.access) == [.read])
        #expect(entries.map(\.outcome) == [.granted])
    }
}
