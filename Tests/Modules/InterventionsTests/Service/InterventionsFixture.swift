import Foundation
import InterventionsContract
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire

@testable import Interventions

/// A kernel with Interventions and somebody who answers for Outreach; today is Friday 20 November 2026.
///
/// The catalogue has coaching for the year, and guidance without end.
struct InterventionsFixture {
    let kernel: KernelFixture
    let outreach: OutreachStandIn
    let coach: Kaa.Interventions.V1.InterventionService.Client
    let coordinator: Kaa.Interventions.V1.InterventionService.Client
    /// Somebody who is covered on every day.
    let anna: YoungPersonID
    /// Somebody who was covered up to the day before.
    let bo: YoungPersonID

    init(grounds: GroundRegistry = .sweden) async throws {
        self.kernel = try await KernelFixture([OutreachStandIn.self, InterventionsModule.self], grounds: grounds)
        self.outreach = try self.kernel.module(OutreachStandIn.self)
        self.coach = .init(try self.kernel.channel(as: .coach))
        self.coordinator = .init(try self.kernel.channel(as: .kaaCoordinator))
        self.anna = YoungPersonID(self.kernel.identifiers.next())
        self.bo = YoungPersonID(self.kernel.identifiers.next())
        self.outreach.cover(self.anna)
        self.outreach.cover(self.bo, through: "2026-11-19")
        _ = try await self.create(Self.line("COACHING", from: "2026-01-01", until: "2027-01-01"))
        _ = try await self.create(Self.line("GUIDANCE_SYV", owner: "UTBN", from: "2026-01-01", until: nil))
    }

    static func line(
        _ code: String,
        owner: String = "AMN",
        from: String,
        until: String?
    ) -> Kaa.Interventions.V1.InterventionType {
        .init(
            code: code,
            displayName: "Påhittad insats",
            ownerBoard: owner,
            provider: "Jobbtorg Stockholm",
            validFrom: from,
            validUntil: until
        )
    }

    func create(
        _ line: Kaa.Interventions.V1.InterventionType
    ) async throws -> Kaa.Interventions.V1.InterventionType {
        try await self.coordinator.createInterventionType(.init(interventionType: line)).interventionType ?? .init()
    }

    func codes(on day: String = "") async throws -> [String] {
        try await self.coach.listInterventionTypes(.init(asOf: day)).interventionTypes.map(\.code)
    }

    func start(
        _ code: String = "COACHING",
        _ youngPerson: YoungPersonID? = nil,
        on day: String = "",
        requestID: String = ""
    ) async throws -> Kaa.Interventions.V1.Intervention {
        try await self.coach.startIntervention(
            .init(
                youngPersonID: (youngPerson ?? self.anna).description,
                typeCode: code,
                startedOn: day,
                requestID: requestID
            )
        ).intervention ?? .init()
    }

    func end(
        _ intervention: Kaa.Interventions.V1.Intervention,
        on day: String = "",
        because reason: Kaa.Interventions.V1.InterventionEndReason = .completed
    ) async throws -> Kaa.Interventions.V1.Intervention {
        try await self.coach.endIntervention(
            .init(interventionID: intervention.interventionID, endedOn: day, endReason: reason)
        ).intervention ?? .init()
    }

    /// Somebody else who is covered on every day.
    func coveredOther() -> YoungPersonID {
        let other = YoungPersonID(self.kernel.identifiers.next())
        self.outreach.cover(other)
        return other
    }

    /// The events published so far.
    func published() async throws -> [Kaa.Interventions.V1.InterventionRecorded] {
        try await self.kernel.events(of: "interventions").map {
            try Kaa.Interventions.V1.InterventionRecorded(decoding: $0.payload)
        }
    }
}
