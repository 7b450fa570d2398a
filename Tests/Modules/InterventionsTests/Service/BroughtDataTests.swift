import InterventionsContract
import KAAExpectations
import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

/// What a caller of another board tells in a request goes over the border as well, the other way.
@Suite
struct BroughtDataTests {
    private static let register: Set<Kaa.Kernel.V1.DataClass> = [.identity, .occupation, .intervention, .operational]

    /// A law by which the education board may have the whole register, and tell no more than `brought`.
    private static func law(_ brought: Set<Kaa.Kernel.V1.DataClass>) -> GroundRegistry {
        GroundRegistry([
            GroundVersion(
                .skollagen29Kap9,
                "invented",
                statute: "invented",
                from: "2026-01-01",
                purposes: [.kaaDuty],
                openings: [
                    GroundOpening(from: [.only(.amn)], to: [.only(.utbn)], Self.register),
                    GroundOpening(from: [.only(.utbn)], to: [.only(.amn)], brought),
                ]
            )
        ])
    }

    private static func start(
        in fixture: InterventionsFixture,
        requestID: String = ""
    ) async throws -> Kaa.Interventions.V1.StartInterventionResponse {
        let channel = try fixture.kernel.channel(as: .guidanceCounsellor, on: .skollagen29Kap9)
        return try await Kaa.Interventions.V1.InterventionService.Client(channel).startIntervention(
            .init(youngPersonID: fixture.anna.description, typeCode: "COACHING", requestID: requestID)
        )
    }

    @Test(arguments: [[.operational], [.intervention], []] as [Set<Kaa.Kernel.V1.DataClass>])
    func refusesARequestWithDataThatTheGroundDoesNotOpenThatWay(brought: Set<Kaa.Kernel.V1.DataClass>) async throws {
        let fixture = try await InterventionsFixture(grounds: Self.law(brought))
        await expectFailure(.permissionDenied, reason: "REQUEST_CLASS_NOT_OPEN") { try await Self.start(in: fixture) }

        let entry = try #require(try await fixture.kernel.auditEntries(of: "interventions").last)
        #expect(entry.outcome == .denied && entry.refusal == "REQUEST_CLASS_NOT_OPEN")
        #expect(entry.callerBoard == .utbn && entry.subjects == [fixture.anna])
        let channel = try fixture.kernel.channel(as: .coach)
        let listed = try await Kaa.Interventions.V1.InterventionService.Client(channel).listInterventions(
            .init(youngPersonID: fixture.anna.description)
        )
        #expect(listed.interventions.isEmpty)
    }

    @Test func takesARequestThatTheGroundOpens() async throws {
        let fixture = try await InterventionsFixture(grounds: Self.law([.operational, .intervention]))
        #expect(try await Self.start(in: fixture).intervention?.typeCode == "COACHING")
    }

    /// By whom a board asks for it learns nothing that it is to write down.
    @Test func takesWhatAReadIsFoundBy() async throws {
        let fixture = try await InterventionsFixture(grounds: Self.law([]))
        let channel = try fixture.kernel.channel(as: .guidanceCounsellor, on: .skollagen29Kap9)
        let listed = try await Kaa.Interventions.V1.InterventionService.Client(channel).listInterventions(
            .init(youngPersonID: fixture.anna.description)
        )
        #expect(listed.interventions.isEmpty)
    }
}
