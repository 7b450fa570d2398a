import Foundation
import GuidanceContract
import InterventionsContract
import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import Testing

@Suite(.timeLimit(.minutes(10)))
struct ModulesTogetherTests {
    private typealias Guidance = Kaa.Guidance.V1
    private typealias Interventions = Kaa.Interventions.V1

    private static let day = "2025-11-21"

    @Test func countsWhatEveryModuleHasAnsweredEvenIfTheServerIsKilledThen() async throws {
        try await Installation.temporary { kaad in
            try SampleFeeds().write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let persons = try await kaad.list().split(separator: "\n").dropFirst()
                .map { String($0.split(separator: ",")[1]) }
            let outcome = try await kaad.serving { server in
                let coordinator = try await kaad.token("kaa-coordinator")
                let counsellor = try await kaad.token("guidance-counsellor", board: "UTBN")
                try await server.withChannel(coordinator) { try await Self.workThroughInterventions(persons, $0) }
                try await server.withChannel(counsellor) { try await Self.bookPlaces(persons, $0) }
                server.process.send(SIGKILL)
            }.outcome
            #expect(outcome.exitCode == 128 + SIGKILL)

            let report = try FunnelResult(
                try await kaad.outputOnData(
                    "report",
                    "--from",
                    "2025-11-01",
                    "--to",
                    "2025-11-30",
                    "--format",
                    "json"
                )
            )
            #expect(report.total.covered == 3)
            #expect(report.total.sought == 1)
            #expect(report.total.reached == 1)
            #expect(report.total.inIntervention == 1)
            #expect(report.total.endReasons == ["TO_EDUCATION": 1])
        }
    }

    /// Reaches the first person, and carries an intervention through with them.
    private static func workThroughInterventions(_ persons: [String], _ channel: any RPCChannel) async throws {
        _ = try await Kaa.Outreach.V1.OutreachService.Client(channel).recordContactAttempt(
            .init(youngPersonID: persons[0], step: .phone, result: .reachedYouth, attemptedOn: Self.day)
        )
        let interventions = Interventions.InterventionService.Client(channel)
        _ = try await interventions.createInterventionType(
            .init(
                interventionType: .init(
                    code: "COACHING",
                    displayName: "Coachning",
                    ownerBoard: "AMN",
                    provider: "Jobbtorg",
                    validFrom: "2025-01-01"
                )
            )
        )
        let started = try await interventions.startIntervention(
            .init(youngPersonID: persons[0], typeCode: "COACHING", startedOn: Self.day)
        )
        await expectFailure(.failedPrecondition, reason: "ALREADY_ONGOING") {
            try await interventions.startIntervention(
                .init(youngPersonID: persons[0], typeCode: "COACHING", startedOn: Self.day)
            )
        }
        // Moved in on 1 September: before that day there is no responsibility, which Outreach tells the other module.
        await expectFailure(.failedPrecondition, reason: "NOT_COVERED") {
            try await interventions.startIntervention(
                .init(youngPersonID: persons[0], typeCode: "COACHING", startedOn: "2025-08-31")
            )
        }
        let ended = try await interventions.endIntervention(
            .init(
                interventionID: try #require(started.intervention?.interventionID),
                endedOn: "2025-11-28",
                endReason: .toEducation
            )
        )
        #expect(ended.intervention?.endReason == .toEducation)
    }

    /// Books the only place of a school, which the next person then does not get.
    private static func bookPlaces(_ persons: [String], _ channel: any RPCChannel) async throws {
        let guidance = Guidance.GuidanceService.Client(channel)
        let offering = try await guidance.createSlussplatsOffering(
            .init(
                slussplatsOffering: .init(
                    schoolUnitCode: "12345678",
                    schoolName: "Provskolan",
                    opensOn: "2025-09-01",
                    closesOn: "2025-12-18",
                    capacity: 1
                )
            )
        )
        let place = try #require(offering.slussplatsOffering?.slussplatsOfferingID)
        let booked = try await guidance.bookSlussplats(
            .init(youngPersonID: persons[0], slussplatsOfferingID: place, bookedOn: Self.day)
        )
        await expectFailure(.failedPrecondition, reason: "NO_FREE_PLACE") {
            try await guidance.bookSlussplats(
                .init(youngPersonID: persons[1], slussplatsOfferingID: place, bookedOn: Self.day)
            )
        }
        let started = try await guidance.startSlussplats(
            .init(slussplatsBookingID: try #require(booked.slussplatsBooking?.slussplatsBookingID), startedOn: Self.day)
        )
        #expect(started.slussplatsBooking?.state == .started)
    }
}
