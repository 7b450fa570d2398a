import Foundation
import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

@testable import KAAKernel

/// Callers that do not prove who they are, through the kernel.
@Suite(.timeLimit(.minutes(10)))
struct RefusedCallerTests {
    @Test(arguments: [
        (nil, "TOKEN_MISSING"), ("", "TOKEN_MALFORMED"), ("Basic YTpi", "TOKEN_MALFORMED"),
        ("Bearer a.b.c", "TOKEN_MALFORMED"), ("Bearer " + String(repeating: "a", count: 8_192), "TOKEN_OVERSIZED"),
    ])
    func areOnRecordOnceForEachRefusal(authorization: String?, reason: String) async throws {
        let kernel = try await KernelFixture([])
        await expectFailure(.unauthenticated, reason: reason) {
            try await Self.call(kernel, authorization)
        }

        let entries = try await kernel.auditEntries(of: "kernel")
        #expect(entries.map(\.outcome) == [.denied])
        #expect(entries.map(\.callerSubject) == ["unknown"])
        #expect(entries.map(\.method) == ["/kaa.kernel.v1.KernelService/GetServer"])
    }

    @Test func fillNoDisk() async throws {
        let kernel = try await KernelFixture([])
        for _ in 0..<100 {
            await expectFailure(.unauthenticated, reason: "TOKEN_MISSING") { try await Self.call(kernel, nil) }
        }

        #expect(try await kernel.auditEntries(of: "kernel").count == 20)
    }

    @Test func leaveNothingIfTheyProveWhoTheyAre() async throws {
        let kernel = try await KernelFixture([])
        let token = try await kernel.token(for: .sample(.kaaCoordinator))
        try await Self.call(kernel, "Bearer \(token)")

        #expect(try await kernel.auditEntries(of: "kernel").filter { $0.outcome == .denied }.isEmpty)
    }

    private static func call(_ kernel: KernelFixture, _ authorization: String?) async throws {
        var options = CallOptions.standard
        if let authorization { options.metadata.add(authorization, for: "authorization") }
        _ = try await Kaa.Kernel.V1.KernelService.Client(kernel.anonymousChannel).getServer(.init(), options: options)
    }
}
