import InterventionsContract
import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

/// Whoever may not know of a person finds none of their interventions either.
struct KnownPersonsTests {
    private typealias Client = Kaa.Interventions.V1.InterventionService.Client

    private let fixture: InterventionsFixture

    init() async throws {
        self.fixture = try await InterventionsFixture()
    }

    /// Has Outreach say where Anna lives and how she is protected.
    private func place(_ protection: SkyddadePersonuppgifter) {
        self.fixture.outreach.subjects.replace(with: [
            self.fixture.anna: SubjectStanding(district: "04", protection: protection)
        ])
    }

    private func expectNothing(for channel: any RPCChannel, of id: String) async {
        let client = Client(channel)
        let anna = self.fixture.anna.description
        await expectFailure(.notFound) { try await client.listInterventions(.init(youngPersonID: anna)) }
        await expectFailure(.notFound) {
            try await client.startIntervention(.init(youngPersonID: anna, typeCode: "GUIDANCE_SYV"))
        }
        var failures: [String] = []
        for id in [id, "00000000-0000-4000-8000-000000000000"] {
            // The day before the start would be told of, were it not hidden that there is a start.
            do {
                _ = try await client.endIntervention(
                    .init(interventionID: id, endedOn: "2026-01-01", endReason: .completed)
                )
            } catch {
                failures.append("\(error)")
            }
        }
        #expect(failures.count == 2)
        #expect(Set(failures).count == 1)
    }

    @Test func staffOfAnotherDistrictFindNothing() async throws {
        let id = try await self.fixture.start().interventionID
        self.place(.none)
        let other = try self.fixture.kernel.channel(as: .coach, districts: .districts(["12"]))
        await self.expectNothing(for: other, of: id)
        let own = Client(try self.fixture.kernel.channel(as: .coach, districts: .districts(["04"])))
        let listed = try await own.listInterventions(.init(youngPersonID: self.fixture.anna.description))
        #expect(listed.interventions.map(\.interventionID) == [id])
    }

    @Test(arguments: [SkyddadePersonuppgifter.sekretessmarkering, .skyddadFolkbokforing])
    func onlyTheGroupFindsThoseOfAProtectedPerson(_ protection: SkyddadePersonuppgifter) async throws {
        let id = try await self.fixture.start().interventionID
        self.place(protection)
        await self.expectNothing(for: try self.fixture.kernel.channel(as: .coach), of: id)
        await self.expectNothing(for: try self.fixture.kernel.channel(for: .protectionHandler(as: .coach)), of: id)

        let handler = try self.fixture.kernel.channel(for: .protectionHandler(as: .coach), reason: "Samtal")
        let listed = try await Client(handler).listInterventions(.init(youngPersonID: self.fixture.anna.description))
        #expect(listed.interventions.map(\.interventionID) == [id])
        let ended = try await Client(handler).endIntervention(.init(interventionID: id, endReason: .completed))
        #expect(ended.intervention?.endReason == .completed)
    }
}
