import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

@testable import KAAKernel

/// An answer that names somebody protected does not go out, whatever the method did.
struct ProtectedAnswerTests {
    @Test func holdsTheAnswerToAChangeToItAsWell() async throws {
        let kernel = try await KernelFixture([TellTaleModule.self])
        let channel = try kernel.channel(as: .coach)
        func tell(_ subject: YoungPersonID) async throws -> TellTaleModule.Answer {
            let request = TellTaleModule.Request(
                youngPersonID: TellTaleModule.open.description,
                pageToken: subject.description
            )
            return try await channel.unary(TellTaleModule.method, request, options: .standard)
        }
        #expect(try await tell(TellTaleModule.open).consents.count == 1)
        await expectFailure(.notFound) { try await tell(TellTaleModule.hidden) }
    }
}
