import GuidanceContract
import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

/// Whoever may not know of a person finds none of their sessions and places either.
struct KnownPersonsTests {
    private typealias Client = Kaa.Guidance.V1.GuidanceService.Client

    private static let unknown = "00000000-0000-4000-8000-000000000000"

    private let fixture: GuidanceFixture

    init() async throws {
        self.fixture = try await GuidanceFixture()
    }

    @Test(arguments: [
        SubjectStanding(district: "04"),
        SubjectStanding(district: "12", protection: .sekretessmarkering),
        SubjectStanding(district: nil, protection: .skyddadFolkbokforing),
    ])
    func nothingIsFoundByStaffOfAnotherDistrictOrOutsideTheGroup(_ standing: SubjectStanding) async throws {
        let session = try await self.fixture.bookSession()
        let booking = try await self.fixture.book(try await self.fixture.openPlaces())
        self.fixture.outreach.subjects.replace(with: [self.fixture.anna: standing])
        let client = Client(try self.fixture.kernel.channel(as: .guidanceCounsellor, districts: .districts(["12"])))
        let anna = self.fixture.anna.description
        await expectFailure(.notFound) { try await client.listGuidanceSessions(.init(youngPersonID: anna)) }
        await expectFailure(.notFound) {
            try await client.bookGuidanceSession(
                .init(youngPersonID: anna, scheduledOn: "2026-11-25", topic: .choiceOfStudies)
            )
        }
        var failures: [String] = []
        for id in [session.guidanceSessionID, Self.unknown] {
            do {
                _ = try await client.resolveGuidanceSession(.init(guidanceSessionID: id, outcome: .cancelled))
            } catch {
                failures.append("\(error)")
            }
        }
        for id in [booking.slussplatsBookingID, Self.unknown] {
            do {
                _ = try await client.cancelSlussplats(.init(slussplatsBookingID: id))
            } catch {
                failures.append("\(error)")
            }
        }
        #expect(failures.count == 4)
        #expect(Set(failures).count == 2)
    }

    @Test func theGroupWorksWithAProtectedPerson() async throws {
        let session = try await self.fixture.bookSession()
        self.fixture.outreach.subjects.replace(with: [
            self.fixture.anna: SubjectStanding(district: nil, protection: .sekretessmarkering)
        ])
        let client = Client(
            try self.fixture.kernel.channel(for: .protectionHandler(as: .guidanceCounsellor), reason: "Samtal")
        )
        let listed = try await client.listGuidanceSessions(.init(youngPersonID: self.fixture.anna.description))
        #expect(listed.guidanceSessions.map(\.guidanceSessionID) == [session.guidanceSessionID])
        _ = try await client.resolveGuidanceSession(
            .init(guidanceSessionID: session.guidanceSessionID, outcome: .cancelled)
        )
    }
}
