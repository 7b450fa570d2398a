import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

/// Decisions about those with skyddad folkbokföring, on whom the rule does not decide.
struct CoverageDecisionTests {
    private typealias Client = Kaa.Outreach.V1.ProtectedPersonService.Client

    private let fixture: ProtectedFixture

    init() async throws {
        self.fixture = try await ProtectedFixture()
    }

    private func state(after night: CivilDate) async throws -> OutreachCase? {
        let run = try await self.fixture.outreach.register.night(try self.fixture.town.files(of: night))
        try #require(run.state == .succeeded)
        return try await self.fixture.outreach.register.cases()[self.fixture.town.persons[2]]
    }

    @Test func theGroupDecidesAndTheNightAppliesIt() async throws {
        let client = Client(try self.fixture.insider())
        let id = self.fixture.hidden.description
        _ = try await client.recordCoverageDecision(.init(youngPersonID: id, covered: true, from: "2026-11-01"))
        let covered = try await self.state(after: "2026-11-21")
        #expect(covered?.state == .toContact)
        #expect(covered?.coveredSince == "2026-11-01")
        #expect(covered?.district == nil)
        #expect(try await self.state(after: "2026-11-21")?.revision == covered?.revision, "It is applied once.")
        let exported = try await self.fixture.outreach.register.covered(on: "2026-11-21").map(\.youngPersonID)
        #expect(!exported.contains(id))

        _ = try await client.recordCoverageDecision(.init(youngPersonID: id, covered: false))
        #expect(try await self.state(after: "2026-11-21")?.state == .closed)
    }

    @Test func nobodyElseDecidesNorAboutAnybodyElse() async throws {
        for channel in try self.fixture.outsiders() {
            do {
                _ = try await Client(channel).recordCoverageDecision(
                    .init(youngPersonID: self.fixture.hidden.description, covered: true)
                )
                Issue.record("The call succeeded.")
            } catch let error as RPCError {
                #expect([.notFound, .permissionDenied].contains(error.code))
            }
        }
        let client = Client(try self.fixture.insider())
        for id in [self.fixture.marked, self.fixture.outreach.ids[1]] {
            await expectFailure(.failedPrecondition, reason: "RULE_DECIDES") {
                try await client.recordCoverageDecision(.init(youngPersonID: id.description, covered: true))
            }
        }
        await expectFailure(.invalidArgument, field: "from") {
            try await client.recordCoverageDecision(
                .init(youngPersonID: self.fixture.hidden.description, covered: true, from: "2026-11-22")
            )
        }
        #expect(try await self.state(after: "2026-11-21")?.state == .awaitingDecision)
    }
}
