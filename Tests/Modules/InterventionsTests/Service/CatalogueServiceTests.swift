import InterventionsContract
import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire
import Testing

@testable import Interventions

struct CatalogueServiceTests {
    @Test func listsWhatIsOfferedOnADayByCode() async throws {
        let fixture = try await InterventionsFixture()
        _ = try await fixture.create(InterventionsFixture.line("AIM", from: "2027-01-01", until: nil))

        #expect(try await fixture.codes() == ["COACHING", "GUIDANCE_SYV"])
        #expect(try await fixture.codes(on: "2025-12-31").isEmpty)
        #expect(try await fixture.codes(on: "2026-12-31") == ["COACHING", "GUIDANCE_SYV"])
        #expect(try await fixture.codes(on: "2027-01-01") == ["AIM", "GUIDANCE_SYV"])
    }

    @Test func pagesThroughTheCatalogue() async throws {
        let fixture = try await InterventionsFixture()

        let first = try await fixture.coach.listInterventionTypes(.init(pageSize: 1))
        let second = try await fixture.coach.listInterventionTypes(
            .init(pageSize: 1, pageToken: first.nextPageToken)
        )
        #expect(first.interventionTypes.map(\.code) == ["COACHING"])
        #expect(second.interventionTypes.map(\.code) == ["GUIDANCE_SYV"])
        #expect(second.nextPageToken.isEmpty)
    }

    @Test func takesACodeAgainForLaterYears() async throws {
        let fixture = try await InterventionsFixture()
        let line = InterventionsFixture.line("COACHING", owner: "SDN:14", from: "2027-01-01", until: nil)

        #expect(try await fixture.create(line) == line)
        fixture.kernel.clock.set(CivilDate("2027-02-01").swedishNoon)
        _ = try await fixture.start(on: "2026-12-30")
        _ = try await fixture.start("COACHING", fixture.coveredOther(), on: "2027-01-04")

        #expect(try await fixture.published().map(\.ownerBoard) == ["AMN", "SDN:14"])
    }

    @Test(arguments: [
        ("2026-01-01", "2027-01-01"), ("2025-01-01", "2026-01-02"), ("2026-12-31", "2028-01-01"),
        ("2026-06-01", "2026-07-01"), ("2025-01-01", nil), ("2026-06-01", nil),
    ])
    func hasNoTwoLinesWithOneCodeOnOneDay(from: String, until: String?) async throws {
        let fixture = try await InterventionsFixture()

        await expectFailure(.failedPrecondition, reason: "TYPE_EXISTS") {
            try await fixture.create(InterventionsFixture.line("COACHING", from: from, until: until))
        }
    }

    @Test func meetsNeighbouringLinesWithoutAGap() async throws {
        let fixture = try await InterventionsFixture()

        _ = try await fixture.create(InterventionsFixture.line("COACHING", from: "2025-01-01", until: "2026-01-01"))
        _ = try await fixture.create(InterventionsFixture.line("COACHING", from: "2027-01-01", until: "2028-01-01"))
        for day in ["2025-12-31", "2026-12-31", "2027-12-31"] {
            #expect(try await fixture.codes(on: day).contains("COACHING"))
        }
    }

    private typealias Spoiling = @Sendable (inout Kaa.Interventions.V1.InterventionType) -> Void

    private static let spoilings: [(field: String, spoil: Spoiling)] = [
        ("code", { $0.code = "Aim" }),
        ("display_name", { $0.displayName = "" }),
        ("display_name", { $0.displayName = String(repeating: "å", count: 101) }),
        ("provider", { $0.provider = "\u{7}" }),
        ("owner_board", { $0.ownerBoard = "AMF" }),
        ("valid_from", { $0.validFrom = "" }),
        ("valid_until", { $0.validUntil = "2026-01-01" }),
        ("valid_until", { $0.validUntil = "" }),
    ]

    @Test(arguments: spoilings.indices)
    func namesTheFieldThatIsWrong(index: Int) async throws {
        let fixture = try await InterventionsFixture()
        let (field, spoil) = Self.spoilings[index]
        var line = InterventionsFixture.line("AIM", from: "2026-01-01", until: nil)
        spoil(&line)

        await expectFailure(.invalidArgument, field: "intervention_type.\(field)") { try await fixture.create(line) }
    }

    @Test func refusesTextThatMayNotBeKeptAndTellsTheClassAlone() async throws {
        let fixture = try await InterventionsFixture()
        var line = InterventionsFixture.line("AIM", from: "2026-01-01", until: nil)
        line.displayName = "Stöd vid depression"
        do {
            _ = try await fixture.create(line)
            Issue.record("The text was taken.")
        } catch let error as RPCError {
            #expect(error.code == .invalidArgument && error.reason == "TEXT_NOT_ALLOWED")
            #expect(error.invalidFields == ["intervention_type.display_name"])
            #expect(error.message.contains("HEALTH") && !error.message.contains("depression"))
        }
        #expect(try await !fixture.codes().contains("AIM"))
    }

    @Test func isKeptByTheCoordinatorAlone() async throws {
        let fixture = try await InterventionsFixture()

        await expectFailure(.invalidArgument, field: "intervention_type") {
            try await fixture.coordinator.createInterventionType(.init())
        }
        await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
            try await fixture.coach.createInterventionType(.init())
        }
        await expectFailure(.unauthenticated, reason: "TOKEN_MISSING") {
            try await Kaa.Interventions.V1.InterventionService.Client(fixture.kernel.anonymousChannel)
                .createInterventionType(.init())
        }
    }

    @Test func isOpenToWhoeverHasAToken() async throws {
        let fixture = try await InterventionsFixture()
        let token = try await fixture.kernel.token(for: .sample(.coach))

        let answer = try await Kaa.Interventions.V1.InterventionService.Client(fixture.kernel.anonymousChannel)
            .listInterventionTypes(.init(), options: CallOptions(metadata: ["authorization": "Bearer \(token)"]))
        #expect(answer.interventionTypes.count == 2)
    }
}
