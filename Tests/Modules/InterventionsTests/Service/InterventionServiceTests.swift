import Foundation
import InterventionsContract
import KAAExpectations
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAStorage
import KAAWire
import Testing

@testable import Interventions

struct InterventionServiceTests {
    @Test func startsAndEndsAnIntervention() async throws {
        let fixture = try await InterventionsFixture()

        let started = try await fixture.start("GUIDANCE_SYV", on: "2026-11-02")
        #expect(started.youngPersonID == fixture.anna.description)
        #expect(started.typeCode == "GUIDANCE_SYV")
        #expect(started.startedOn == "2026-11-02")
        #expect(started.endedOn == nil)
        #expect(started.endReason == nil)

        let ended = try await fixture.end(started, because: .toEducation)
        #expect(ended.interventionID == started.interventionID)
        #expect(ended.endedOn == "2026-11-20")
        #expect(ended.endReason == .toEducation)
    }

    @Test func publishesTheWholeStateEachTime() async throws {
        let fixture = try await InterventionsFixture()
        let started = try await fixture.start("GUIDANCE_SYV", on: "2026-11-02")
        fixture.kernel.clock.advance(bySeconds: 3_600)
        _ = try await fixture.end(started, on: "2026-11-19", because: .moved)
        _ = try await fixture.end(started, on: "2026-11-19", because: .moved)

        let noon = CivilDate("2026-11-20").swedishNoon
        var event = Kaa.Interventions.V1.InterventionRecorded(
            interventionID: started.interventionID,
            youngPersonID: fixture.anna.description,
            typeCode: "GUIDANCE_SYV",
            ownerBoard: "UTBN",
            startedOn: "2026-11-02",
            recordTime: .init(noon)
        )
        let first = event
        event.endedOn = "2026-11-19"
        event.endReason = .moved
        event.recordTime = .init(noon.addingTimeInterval(3_600))
        #expect(try await fixture.published() == [first, event])
        let days = try await fixture.kernel.events(of: "interventions").map(\.occurredOn)
        #expect(days == ["2026-11-02", "2026-11-19"])
    }

    @Test func keepsEveryStateWithTheTimeItWasRecorded() async throws {
        let fixture = try await InterventionsFixture()
        let started = try await fixture.start()
        fixture.kernel.clock.advance(bySeconds: 60)
        _ = try await fixture.end(started, because: .toWork)

        let reasons = try await fixture.kernel.read("interventions") {
            try $0.values(
                "SELECT endReason FROM interventionsInterventionVersion ORDER BY recordedAt",
                as: String?.self
            )
        }
        #expect(reasons == [nil, "TO_WORK"])
    }

    @Test func startsNothingThatGoesOnAlready() async throws {
        let fixture = try await InterventionsFixture()
        let first = try await fixture.start()

        await expectFailure(.failedPrecondition, reason: "ALREADY_ONGOING") { try await fixture.start() }
        #expect(try await fixture.start("GUIDANCE_SYV").typeCode == "GUIDANCE_SYV")
        _ = try await fixture.end(first)
        #expect(try await fixture.start().interventionID != first.interventionID)
    }

    @Test func startsOnlyWhatTheCatalogueHasOnTheDay() async throws {
        let fixture = try await InterventionsFixture()

        await expectFailure(.failedPrecondition, reason: "TYPE_NOT_VALID") {
            try await fixture.start(on: "2025-12-31")
        }
        await expectFailure(.notFound) { try await fixture.start("YACHTING") }
        fixture.kernel.clock.set(CivilDate("2027-01-01").swedishNoon)
        await expectFailure(.failedPrecondition, reason: "TYPE_NOT_VALID") { try await fixture.start() }
        #expect(try await fixture.start(on: "2026-12-31").startedOn == "2026-12-31")
    }

    @Test func startsForNobodyWhoIsNotCoveredOnTheDay() async throws {
        let fixture = try await InterventionsFixture()
        let unknown = YoungPersonID(fixture.kernel.identifiers.next())

        await expectFailure(.failedPrecondition, reason: "NOT_COVERED") {
            try await fixture.start("COACHING", fixture.bo)
        }
        await expectFailure(.notFound) { try await fixture.start("COACHING", unknown) }
        #expect(try await fixture.published().isEmpty)
        #expect(try await fixture.start("COACHING", fixture.bo, on: "2026-11-19").startedOn == "2026-11-19")
    }

    @Test func answersARepeatedRequestAsBefore() async throws {
        let fixture = try await InterventionsFixture()
        let requestID = fixture.kernel.identifiers.next().uuidString

        let first = try await fixture.start(requestID: requestID)
        _ = try await fixture.end(first)
        let second = try await fixture.start(requestID: requestID)

        #expect(first == second)
        #expect(try await fixture.published().count == 2)
    }

    @Test func namesTheFieldThatIsWrong() async throws {
        let fixture = try await InterventionsFixture()
        let started = try await fixture.start(on: "2026-11-10")

        await expectFailure(.invalidArgument, field: "type_code") { try await fixture.start("coaching") }
        await expectFailure(.invalidArgument, field: "started_on") { try await fixture.start(on: "2026-11-21") }
        await expectFailure(.invalidArgument, field: "started_on") { try await fixture.start(on: "20261120") }
        await expectFailure(.invalidArgument, field: "ended_on") { try await fixture.end(started, on: "2026-11-09") }
        await expectFailure(.invalidArgument, field: "ended_on") { try await fixture.end(started, on: "2026-11-21") }
        await expectFailure(.invalidArgument, field: "end_reason") {
            try await fixture.end(started, because: .unspecified)
        }
        await expectFailure(.invalidArgument, field: "intervention_id") { try await fixture.end(.init()) }
        await expectFailure(.notFound) { try await fixture.end(.init(interventionID: fixture.anna.description)) }
        await expectFailure(.failedPrecondition, reason: "ALREADY_ENDED") {
            _ = try await fixture.end(started, because: .toWork)
            return try await fixture.end(started, because: .toEducation)
        }
    }

    @Test func pagesThroughAPersonsInterventionsFromTheLatest() async throws {
        let fixture = try await InterventionsFixture()
        for day in ["2026-03-02", "2026-11-02", "2026-05-04"] {
            _ = try await fixture.end(try await fixture.start(on: day), on: day)
        }

        let first = try await fixture.coach.listInterventions(
            .init(youngPersonID: fixture.anna.description, pageSize: 2)
        )
        let second = try await fixture.coach.listInterventions(
            .init(youngPersonID: fixture.anna.description, pageSize: 2, pageToken: first.nextPageToken)
        )

        #expect(first.interventions.map(\.startedOn) == ["2026-11-02", "2026-05-04"])
        #expect(second.interventions.map(\.startedOn) == ["2026-03-02"])
        #expect(second.nextPageToken.isEmpty)
        await expectFailure(.invalidArgument, field: "page_token") {
            try await fixture.coach.listInterventionTypes(.init(pageToken: first.nextPageToken))
        }
    }

    @Test func recordsEveryAccessAndEveryRefusal() async throws {
        let fixture = try await InterventionsFixture()
        let before = try await fixture.kernel.auditEntries(of: "interventions").count
        _ = try await fixture.end(try await fixture.start())
        let social = Kaa.Interventions.V1.InterventionService.Client(try fixture.kernel.channel(as: .socialWorker))
        let counsellor = Kaa.Interventions.V1.InterventionService.Client(
            try fixture.kernel.channel(as: .guidanceCounsellor, on: .skollagen29Kap9)
        )
        _ = try await counsellor.listInterventions(.init(youngPersonID: fixture.anna.description))
        await expectFailure(.permissionDenied, reason: "ROLE_NOT_ALLOWED") {
            try await social.startIntervention(.init(youngPersonID: fixture.anna.description, typeCode: "COACHING"))
        }

        let entries = try await fixture.kernel.auditEntries(of: "interventions").dropFirst(before)
        #expect(entries.map(\.access) == [.write, .write, .read, .write])
        #expect(entries.map(\.outcome) == [.granted, .granted, .granted, .denied])
        #expect(entries.map(\.subjects) == [[fixture.anna], [fixture.anna], [fixture.anna], []])
    }
}
