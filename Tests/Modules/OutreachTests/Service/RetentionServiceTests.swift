import Foundation
import KAAExpectations
import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAStorage
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

struct RetentionServiceTests {
    private typealias Messages = Kaa.Outreach.V1
    private typealias Client = Kaa.Outreach.V1.RetentionService.Client

    @Test func listsThoseWhoseLastDayHasComeAndNobodyElse() async throws {
        let fixture = try await Aged()
        let purge = try #require(try await fixture.coordinator.proposePurge(.init()).purge)
        #expect(purge.persons == 1)
        #expect(purge.byStatute == 1)
        let items = try await fixture.coordinator.listPurgeItems(.init(purgeID: purge.purgeID)).items
        #expect(items.map(\.birthYear) == [2004])
        #expect(items.map(\.lastDay) == ["2025-12-31"])
        let later = try #require(try await fixture.coordinator.proposePurge(.init(dueOn: "2026-12-31")).purge)
        #expect(later.persons == 3)
        let listed = try await fixture.coordinator.listPurgeItems(.init(purgeID: later.purgeID)).items
        #expect(listed.map(\.birthYear) == [2004, 2005, 2005])
        // The protected person is on the list, and cannot be told from it.
        #expect(listed.filter(\.youngPersonID.isEmpty).count == 1)
        await expectFailure(.invalidArgument) {
            try await fixture.coordinator.proposePurge(.init(dueOn: "2027-01-01"))
        }
        // The former list has fallen.
        let former = try await fixture.coordinator.getPurge(.init(purgeID: purge.purgeID)).purge
        #expect(former?.state == .dropped)
        #expect(try await fixture.count("outreachPurgeItem") == 3)
    }

    @Test func takesTwoCallersOfDifferentMandates() async throws {
        let fixture = try await Aged()
        let id = try #require(try await fixture.coordinator.proposePurge(.init()).purge?.purgeID)
        await expectFailure(.failedPrecondition, reason: "PURGE_NOT_APPROVED") {
            try await fixture.register.runPurge(.init(purgeID: id))
        }
        let one = try await fixture.register.approvePurge(.init(purgeID: id)).purge
        #expect(one?.state == .proposed)
        await expectFailure(.failedPrecondition, reason: "SAME_CALLER") {
            try await fixture.register.approvePurge(.init(purgeID: id))
        }
        await expectFailure(.failedPrecondition, reason: "OTHER_ROLE_REQUIRED") {
            try await fixture.client("another", [.registerCoordinator]).approvePurge(.init(purgeID: id))
        }
        await expectFailure(.failedPrecondition, reason: "PURGE_NOT_APPROVED") {
            try await fixture.register.runPurge(.init(purgeID: id))
        }
        let two = try await fixture.coordinator.approvePurge(.init(purgeID: id)).purge
        #expect(two?.state == .approved)
        #expect(two?.approvals.map(\.roleCode) == ["register-coordinator", "kaa-coordinator"])
        await expectFailure(.failedPrecondition, reason: "PURGE_NOT_PROPOSED") {
            try await fixture.client("third", [.kaaCoordinator]).approvePurge(.init(purgeID: id))
        }
        await expectFailure(.permissionDenied) {
            try await fixture.client("coach", [.coach]).runPurge(.init(purgeID: id))
        }
    }

    @Test(arguments: [Board.utbn, .ks])
    func anotherBoardsCoordinatorsDeleteNothing(board: Board) async throws {
        let fixture = try await Aged()
        let id = try #require(try await fixture.coordinator.proposePurge(.init()).purge?.purgeID)
        let other = try fixture.client("other", [.registerCoordinator, .kaaCoordinator], of: board)
        await expectFailure(.permissionDenied, reason: "BOARD_NOT_ALLOWED") { try await other.proposePurge(.init()) }
        await expectFailure(.permissionDenied, reason: "BOARD_NOT_ALLOWED") {
            try await other.approvePurge(.init(purgeID: id))
        }
        await expectFailure(.permissionDenied, reason: "BOARD_NOT_ALLOWED") {
            try await other.runPurge(.init(purgeID: id))
        }
        // Numbers about the whole may still be looked at.
        #expect(try await other.getPurge(.init(purgeID: id)).purge?.state == .proposed)
        let refused = try await fixture.kernel.auditEntries(of: "outreach").filter { $0.outcome == .denied }
        #expect(refused.map(\.callerBoard) == [board, board, board])
    }

    @Test func takesPersonsWhoAreSurelyKnownAndSayWhy() async throws {
        let fixture = try await Aged()
        let id = try #require(try await fixture.coordinator.proposePurge(.init()).purge?.purgeID)
        let system = try fixture.client("system", [.registerCoordinator], kind: .system)
        let unsure = try fixture.client("unsure", [.registerCoordinator], assurance: .basic)
        let silent = Client(try fixture.kernel.channel(as: .registerCoordinator))
        for (client, reason) in [
            (system, "PERSON_REQUIRED"), (unsure, "STEP_UP_REQUIRED"), (silent, "REASON_REQUIRED"),
        ] {
            await expectFailure(.permissionDenied, reason: reason) { try await client.approvePurge(.init(purgeID: id)) }
            await expectFailure(.permissionDenied, reason: reason) { try await client.runPurge(.init(purgeID: id)) }
        }
        _ = try await fixture.register.approvePurge(.init(purgeID: id))
        let entries = try await fixture.kernel.auditEntries(of: "outreach")
        #expect(entries.count { $0.outcome == .denied } == 6)
        let approval = entries.last { $0.method.hasSuffix("ApprovePurge") && $0.outcome == .granted }
        #expect(approval?.reason == "Gallring")
    }

    @Test func staffOfDistrictsAreRefusedOnRecord() async throws {
        let fixture = try await Aged()
        let caller = Caller.sample(.registerCoordinator, districts: .districts(["04"]))
        let local = Client(try fixture.kernel.channel(for: caller, reason: "Gallring"))
        await expectFailure(.permissionDenied, reason: "DISTRICT_NOT_ALLOWED") { try await local.proposePurge(.init()) }
        let refused = try await fixture.kernel.auditEntries(of: "outreach").filter { $0.outcome == .denied }
        #expect(refused.map(\.refusal) == ["DISTRICT_NOT_ALLOWED"])
    }

    @Test func tellsApproversOfTwoIssuersApart() async throws {
        let fixture = try await Aged()
        let id = try #require(try await fixture.coordinator.proposePurge(.init()).purge?.purgeID)
        _ = try await fixture.client("anna", [.registerCoordinator]).approvePurge(.init(purgeID: id))
        let other = try fixture.client("anna", [.kaaCoordinator], by: "utbn")
        let purge = try await other.approvePurge(.init(purgeID: id)).purge
        #expect(purge?.approvals.map(\.callerID) == ["anna", "utbn/anna"])
        let entries = try await fixture.kernel.auditEntries(of: "outreach")
        let approvals = entries.filter { $0.method.hasSuffix("ApprovePurge") }
        #expect(approvals.map(\.callerSubject) == ["anna", "utbn/anna"])
    }

    @Test func oneCallerWithBothMandatesIsNotTwo() async throws {
        let fixture = try await Aged()
        let both = try fixture.client("both", [.registerCoordinator, .kaaCoordinator])
        let id = try #require(try await both.proposePurge(.init()).purge?.purgeID)
        _ = try await both.approvePurge(.init(purgeID: id))
        await expectFailure(.failedPrecondition, reason: "SAME_CALLER") {
            try await both.approvePurge(.init(purgeID: id))
        }
        let done = try await fixture.register.approvePurge(.init(purgeID: id)).purge
        #expect(done?.state == .approved)
    }

    @Test func deletesWhatOutreachHoldsAndKeepsNumbersOnly() async throws {
        let fixture = try await Aged()
        let before = try await fixture.count("outreachPerson")
        let purge = try await fixture.purge(dueBy: "2026-12-31")
        #expect(purge.state == .done)
        #expect(purge.persons == 3)
        #expect(purge.doneTime != nil)
        #expect(try await fixture.count("outreachPerson") == before - 3)
        #expect(try await fixture.count("outreachPurgeItem") == 0)
        let first: Int64 = 2006_0000_0000
        for table in ["outreachPerson", "outreachResidence", "outreachMerit", "outreachCoverage", "outreachCase"]
            as [SQL]
        {
            let left = try await fixture.kernel.read("outreach") {
                try $0.requiredValue("SELECT COUNT(*) FROM \(table) WHERE person < \(first)", as: Int.self)
            }
            #expect(left == 0)
        }
        #expect(try await fixture.coordinator.listPurgeItems(.init(purgeID: purge.purgeID)).items.isEmpty)
        // Doing it again is refused, and says why.
        await expectFailure(.failedPrecondition, reason: "PURGE_OVER") {
            try await fixture.register.runPurge(.init(purgeID: purge.purgeID))
        }
    }

    @Test func erasesTheEventsAboutThemAndKeepsTheSequence() async throws {
        let fixture = try await Aged()
        let ids = try await fixture.idsBornBefore(2006)
        let former = try await fixture.kernel.events(of: "outreach")
        #expect(former.contains { event in ids.contains { Self.text(event).contains($0) } })
        _ = try await fixture.purge(dueBy: "2026-12-31")
        let events = try await fixture.kernel.events(of: "outreach")
        #expect(events.map(\.position) == Array(1...Int64(events.count)))
        #expect(!events.contains { event in ids.contains { Self.text(event).contains($0) } })
        // Those of others are as they were.
        let untouched = former.filter { event in !ids.contains { Self.text(event).contains($0) } }
        #expect(Array(events.filter { $0.type != "kaa.kernel.v1.ErasedEvent" }.prefix(untouched.count)) == untouched)
    }

    @Test func theFeedsOfTheSameDayBringNobodyBack() async throws {
        let fixture = try await Aged()
        _ = try await fixture.purge(dueBy: "2026-12-31")
        let after = try await fixture.count("outreachPerson")
        let run = try await fixture.outreach.night(fixture.folder, accepting: FeedKind.allCases)
        #expect(run.state == .succeeded)
        #expect(try await fixture.count("outreachPerson") == after)
        let first: Int64 = 2006_0000_0000
        for table in ["outreachPerson", "outreachResidence", "outreachMerit"] as [SQL] {
            let back = try await fixture.kernel.read("outreach") {
                try $0.requiredValue("SELECT COUNT(*) FROM \(table) WHERE person < \(first)", as: Int.self)
            }
            #expect(back == 0)
        }
    }

    @Test func anAuditEntryTellsOfEveryStep() async throws {
        let fixture = try await Aged()
        let purge = try await fixture.purge(dueBy: "2026-12-31")
        let entries = try await fixture.kernel.auditEntries(of: "outreach").map(\.method)
        for state in ["RECORDS_DELETED", "FIGURES_TOLD", "ERASED", "DONE"] {
            #expect(entries.contains("outreach.purge?purge=\(purge.purgeID)&state=\(state)"))
        }
        let service = "kaa.outreach.v1.RetentionService"
        for method in ["ProposePurge", "ApprovePurge", "RunPurge"] {
            #expect(entries.contains { $0.hasSuffix("\(service)/\(method)") })
        }
    }

    private static func text(_ event: PublishedEvent) -> String {
        String(decoding: event.payload, as: UTF8.self)
    }
}

/// A register with young people of whom some are too old; today is Saturday 21 November 2026.
private struct Aged {
    let outreach: RegisterFixture
    let folder: FeedFolder
    let coordinator: Kaa.Outreach.V1.RetentionService.Client
    let register: Kaa.Outreach.V1.RetentionService.Client

    var kernel: KernelFixture { self.outreach.kernel }

    init() async throws {
        self.outreach = try await RegisterFixture()
        self.coordinator = .init(try self.outreach.kernel.channel(for: .sample(.kaaCoordinator), reason: "Gallring"))
        self.register = .init(try self.outreach.kernel.channel(for: .sample(.registerCoordinator), reason: "Gallring"))
        let town = try Town(2)
        var rows = town.residenceRows
        let birthdays: [(CivilDate, SkyddadePersonuppgifter)] = [
            ("2004-12-31", .none), ("2005-01-01", .none), ("2005-06-15", .sekretessmarkering), ("2006-01-01", .none),
        ]
        for (birthday, protection) in birthdays {
            let person = try RandomIdentity.make(born: birthday, individual: 238)
            rows.append(.invented(person, .invented(since: birthday, protection: protection)))
        }
        self.folder = try FeedFolder()
        try self.folder.write(rows, of: "2025-11-20")
        // As of a day on which nobody's time is over yet.
        let run = try await self.outreach.night(self.folder, asOf: "2025-11-20")
        try #require(run.state == .succeeded)
    }

    func client(
        _ name: String,
        _ roles: Set<Role>,
        of board: Board = .amn,
        by issuer: String = Caller.ownIssuer,
        kind: Caller.Kind = .person,
        assurance: AssuranceLevel = .substantial
    ) throws -> Kaa.Outreach.V1.RetentionService.Client {
        let caller = Caller(
            subject: name,
            issuer: issuer,
            kind: kind,
            board: board,
            roles: roles,
            assurance: assurance
        )
        return .init(try self.kernel.channel(for: caller, reason: "Gallring"))
    }

    func count(_ table: SQL) async throws -> Int {
        try await self.kernel.read("outreach") { try $0.requiredValue("SELECT COUNT(*) FROM \(table)", as: Int.self) }
    }

    /// The identifiers of those born before a year.
    func idsBornBefore(_ year: Int64) async throws -> [String] {
        try await self.kernel.read("outreach") { transaction in
            try transaction.values(
                "SELECT youngPersonID FROM outreachPerson WHERE person < \(year * 100_000_000)",
                as: YoungPersonID.self
            ).map(\.description)
        }
    }

    /// Proposes, approves twice, runs, and waits for the end.
    func purge(dueBy day: String) async throws -> Kaa.Outreach.V1.Purge {
        let id = try #require(try await self.coordinator.proposePurge(.init(dueOn: day)).purge?.purgeID)
        _ = try await self.register.approvePurge(.init(purgeID: id))
        _ = try await self.coordinator.approvePurge(.init(purgeID: id))
        let kernel = Kaa.Kernel.V1.KernelService.Client(try self.kernel.channel(as: .registerCoordinator))
        return try await self.kernel.whileRunning {
            let run = try await self.register.runPurge(.init(purgeID: id)).jobRunID
            while true {
                let state = try await kernel.getJobRun(.init(module: "outreach", jobRunID: run)).jobRun
                if state?.state == .succeeded || state?.state == .failed {
                    #expect(state?.state == .succeeded, "\(state?.failureMessage ?? "")")
                    return try #require(try await self.coordinator.getPurge(.init(purgeID: id)).purge)
                }
                await Task.yield()
            }
        }
    }
}
