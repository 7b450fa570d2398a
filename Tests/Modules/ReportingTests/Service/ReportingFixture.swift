import Foundation
import GuidanceContract
import InterventionsContract
import KAAKernel
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import KAAWire
import OutreachContract
import ReportingContract

@testable import Reporting

/// A kernel with Reporting and stand-ins for those it listens to; today is Friday 20 November 2026.
struct ReportingFixture {
    let kernel: KernelFixture
    let group: Kaa.Reporting.V1.ReportingService.Client

    init(without absent: [any KernelModule.Type] = [], grounds: GroundRegistry = .sweden) async throws {
        let all: [any KernelModule.Type] = [
            ReportingModule.self, OutreachStandIn.self, GuidanceStandIn.self, InterventionsStandIn.self,
        ]
        self.kernel = try await KernelFixture(
            all.filter { type in !absent.contains { $0 == type } },
            absent: absent,
            grounds: grounds
        )
        self.group = .init(try self.kernel.channel(as: .strategicGroup))
    }

    private var recordTime: Google.Protobuf.Timestamp {
        .init(self.kernel.clock.now)
    }

    func newPerson() -> String {
        self.kernel.identifiers.next().uuidString.lowercased()
    }

    /// A person who is covered from one day until another, from the start in `district`.
    func cover(
        _ person: String,
        _ sex: Kaa.Kernel.V1.Sex = .female,
        _ from: String = "2026-08-01",
        _ until: String = "2027-03-01",
        in district: String = "14",
        then moves: [(from: String, district: String)] = []
    ) async throws {
        try await self.kernel.module(OutreachStandIn.self).publish(
            Kaa.Outreach.V1.CoverageRecorded(
                youngPersonID: person,
                sex: sex,
                intervals: [.init(from: from, until: until)],
                districts: [.init(from: "", districtCode: district)]
                    + moves.map { .init(from: $0.from, districtCode: $0.district) },
                recordTime: self.recordTime
            )
        )
    }

    func attempt(
        _ person: String,
        _ step: Kaa.Outreach.V1.OutreachStep,
        _ result: Kaa.Outreach.V1.AttemptResult,
        on day: String,
        id: String? = nil
    ) async throws {
        try await self.kernel.module(OutreachStandIn.self).publish(
            Kaa.Outreach.V1.ContactAttemptRecorded(
                contactAttemptID: id ?? self.newPerson(),
                youngPersonID: person,
                step: step,
                result: result,
                attemptedOn: day,
                recordTime: self.recordTime
            )
        )
    }

    func session(
        _ person: String,
        _ state: Kaa.Guidance.V1.GuidanceSessionState,
        on day: String
    ) async throws {
        try await self.kernel.module(GuidanceStandIn.self).publish(
            Kaa.Guidance.V1.GuidanceSessionRecorded(
                guidanceSessionID: self.newPerson(),
                youngPersonID: person,
                state: state,
                occurredOn: day,
                recordTime: self.recordTime
            )
        )
    }

    func intervention(
        _ person: String,
        _ type: String,
        _ from: String,
        _ to: String? = nil,
        _ reason: Kaa.Interventions.V1.InterventionEndReason? = nil,
        id: String? = nil
    ) async throws {
        try await self.kernel.module(InterventionsStandIn.self).publish(
            Kaa.Interventions.V1.InterventionRecorded(
                interventionID: id ?? self.newPerson(),
                youngPersonID: person,
                typeCode: type,
                ownerBoard: "AMN",
                startedOn: from,
                endedOn: to,
                endReason: reason,
                recordTime: self.recordTime
            )
        )
    }

    /// The report of the autumn, once all events have come.
    func report(
        _ from: String = "2026-09-01",
        _ to: String = "2026-11-30",
        by dimensions: [Kaa.Reporting.V1.ReportDimension] = [],
        asKnownOn: String? = nil
    ) async throws -> Kaa.Reporting.V1.GetFunnelReportResponse {
        try await self.kernel.deliverEvents()
        return try await self.group.getFunnelReport(
            .init(fromDate: from, toDate: to, dimensions: dimensions, asKnownOn: asKnownOn)
        )
    }

    /// The figures of everybody.
    func total(
        _ from: String = "2026-09-01",
        _ to: String = "2026-11-30",
        asKnownOn: String? = nil
    ) async throws -> Kaa.Reporting.V1.FunnelRow {
        try await self.report(from, to, asKnownOn: asKnownOn).total ?? .init()
    }
}
