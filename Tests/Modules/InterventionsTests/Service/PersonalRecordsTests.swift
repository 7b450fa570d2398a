import InterventionsContract
import KAAKernel
import KAAKernelTesting
import KAAStorage
import KAAWire
import OutreachContract
import Testing

@testable import Interventions

/// Förordning (2006:39) 7 §: when Outreach purges somebody, nothing of them stays here.
struct PersonalRecordsTests {
    @Test func goWithAPersonWhoIsPurgedAndOthersStay() async throws {
        let fixture = try await InterventionsFixture()
        let other = YoungPersonID(fixture.kernel.identifiers.next())
        fixture.outreach.cover(other)
        for person in [fixture.anna, other] {
            let started = try await fixture.coach.startIntervention(
                .init(youngPersonID: person.description, typeCode: "COACHING", startedOn: "2026-11-20")
            )
            _ = try await fixture.coach.endIntervention(
                .init(
                    interventionID: try #require(started.intervention?.interventionID),
                    endedOn: "2026-11-20",
                    endReason: .completed
                )
            )
        }
        #expect(try await Self.counts(fixture) == [2, 4])
        try await fixture.outreach.purge(fixture.anna, .figures)
        try await fixture.kernel.deliverEvents()
        #expect(try await Self.counts(fixture) == [2, 4], "That stage is for those who keep figures.")
        try await fixture.outreach.purge(fixture.anna, .records)
        try await fixture.kernel.deliverEvents()
        #expect(try await Self.counts(fixture) == [1, 2])
        let left = try await fixture.kernel.read("interventions") {
            try $0.values("SELECT youngPerson FROM interventionsIntervention", as: YoungPersonID.self)
        }
        #expect(left == [other])
    }

    private static func counts(_ fixture: InterventionsFixture) async throws -> [Int] {
        try await fixture.kernel.read("interventions") { transaction in
            let tables: [SQL] = ["interventionsIntervention", "interventionsInterventionVersion"]
            return try tables.map { try transaction.requiredValue("SELECT COUNT(*) FROM \($0)") }
        }
    }
}
