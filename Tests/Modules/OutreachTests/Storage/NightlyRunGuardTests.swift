import KAAKernel
import KAAKernelTesting
import OutreachContract
import Testing

@testable import Outreach

/// A run whose feeds look as if something were missing stops before anything is applied.
struct NightlyRunGuardTests {
    private let fixture: RegisterFixture
    private var town: Town

    init() async throws {
        self.fixture = try await RegisterFixture()
        self.town = try Town(50)
        _ = try await self.fixture.night(try self.town.files(of: "2026-11-01"), asOf: "2026-11-01")
    }

    @Test func aFeedThatIsMoreThanAFifthSmallerStopsTheRun() async throws {
        var town = self.town
        for person in town.persons.prefix(11) { town.residences[person] = nil }
        let files = try town.files(of: "2026-11-20")
        let before = try await self.fixture.everything()

        let run = try await self.fixture.night(files)
        #expect(run.state == .failed)
        #expect(run.failureReason == "FEED_SHRUNKEN")
        #expect(run.failureMessage.contains("folkbokforing has 39 rows, the last one had 50. Nothing was changed."))
        #expect(run.failureMessage.contains("--accept-shrunken folkbokforing"))
        #expect(try await self.fixture.everything() == before)
    }

    @Test func aFeedThatIsAFifthSmallerIsTakenIfItClosesFew() async throws {
        var town = self.town
        town.enrolments = []
        for person in town.persons.suffix(5) { town.residences[person] = nil }
        let run = try await self.fixture.night(try town.files(of: "2026-11-20"))
        #expect(run.state == .succeeded, "\(run.failureMessage)")
        #expect(run.report?.closed == 5)
    }

    @Test(arguments: [FeedKind.folkbokforing, .elevregister, .meriter])
    func aFeedThatWouldCloseMoreThanATenthStopsTheRun(feed: FeedKind) async throws {
        let files = try self.closing(6, by: feed).files(of: "2026-11-20")
        let before = try await self.fixture.everything()

        let run = try await self.fixture.night(files)
        #expect(run.state == .failed)
        #expect(run.failureReason == "FEED_CLOSES_TOO_MANY")
        #expect(run.failureMessage.contains("\(feed.rawValue) would close 6 of 50 open cases. Nothing was changed."))
        #expect(try await self.fixture.everything() == before)
    }

    @Test(arguments: [FeedKind.folkbokforing, .elevregister, .meriter])
    func aFeedThatWouldCloseATenthIsTaken(feed: FeedKind) async throws {
        let run = try await self.fixture.night(try self.closing(5, by: feed).files(of: "2026-11-20"))
        #expect(run.state == .succeeded)
        #expect(run.report?.closed == 5)
    }

    @Test func whatAnOperatorHasAcceptedStandsInTheAuditEntry() async throws {
        let files = try self.closing(20, by: .folkbokforing).files(of: "2026-11-20")
        let run = try await self.fixture.night(files, accepting: [.folkbokforing])
        #expect(run.state == .succeeded)
        #expect(run.report?.closed == 20)

        let entries = try await self.fixture.kernel.auditEntries(of: "outreach").filter { $0.access == .write }
        #expect(entries.map(\.method) == ["outreach.nightly", "outreach.nightly?accept-shrunken=folkbokforing"])
        #expect(entries.map(\.callerSubject) == Array(repeating: "sample-register-coordinator", count: 2))
    }

    @Test func acceptingOneFeedAcceptsNoOther() async throws {
        let run = try await self.fixture.night(
            try self.closing(6, by: .elevregister).files(of: "2026-11-20"),
            accepting: [.folkbokforing, .meriter]
        )
        #expect(run.failureReason == "FEED_CLOSES_TOO_MANY")
    }

    @Test func thoseWhoTurnTwentyCloseWithoutAnyFeedsDoing() async throws {
        let run = try await self.fixture.night(try self.town.files(of: "2026-11-20"), asOf: "2028-03-01")
        #expect(run.state == .succeeded)
        #expect(run.report?.closed == 50)
        #expect(run.report?.covered == 0)
    }

    /// The town with some of its cases closed by what one feed says.
    private func closing(_ count: Int, by feed: FeedKind) throws -> Town {
        var town = self.town
        for person in town.persons.prefix(count) {
            switch feed {
            case .folkbokforing: town.residences[person] = .invented(since: "2026-11-10", in: "0182")
            case .elevregister: try town.enrol(person, from: "2026-11-10")
            default: town.merits.append(MeritRow(person: person, merit: .motsvarande, issuedOn: "2026-11-10"))
            }
        }
        return town
    }
}
