import Foundation
import GuidanceContract
import KAAKernel
import KAAKernelTesting
import KAARPC
import KAAWire

@testable import Guidance

/// A kernel with Guidance and somebody who answers for Outreach; today is Friday 20 November 2026.
struct GuidanceFixture {
    let kernel: KernelFixture
    let outreach: OutreachStandIn
    /// What a counsellor calls.
    let counsellor: Kaa.Guidance.V1.GuidanceService.Client
    /// Somebody who is covered on every day.
    let anna: YoungPersonID
    /// Somebody who was covered up to the day before.
    let bo: YoungPersonID

    init() async throws {
        self.kernel = try await KernelFixture([GuidanceModule.self, OutreachStandIn.self])
        self.outreach = try self.kernel.module(OutreachStandIn.self)
        self.counsellor = .init(try self.kernel.channel(as: .guidanceCounsellor))
        self.anna = YoungPersonID(self.kernel.identifiers.next())
        self.bo = YoungPersonID(self.kernel.identifiers.next())
        self.outreach.cover(self.anna)
        self.outreach.cover(self.bo, through: "2026-11-19")
    }

    /// As another role than the counsellor's.
    func client(as role: Role) throws -> Kaa.Guidance.V1.GuidanceService.Client {
        .init(try self.kernel.channel(as: role, on: .skollagen29Kap9))
    }

    func bookSession(
        _ youngPerson: YoungPersonID? = nil,
        on day: String = "2026-11-25",
        topic: Kaa.Guidance.V1.GuidanceSessionTopic = .choiceOfStudies,
        requestID: String = ""
    ) async throws -> Kaa.Guidance.V1.GuidanceSession {
        try await self.counsellor.bookGuidanceSession(
            .init(
                youngPersonID: (youngPerson ?? self.anna).description,
                scheduledOn: day,
                topic: topic,
                requestID: requestID
            )
        ).guidanceSession ?? .init()
    }

    func resolve(
        _ session: Kaa.Guidance.V1.GuidanceSession,
        _ outcome: Kaa.Guidance.V1.GuidanceSessionState
    ) async throws -> Kaa.Guidance.V1.GuidanceSession {
        try await self.counsellor.resolveGuidanceSession(
            .init(guidanceSessionID: session.guidanceSessionID, outcome: outcome)
        ).guidanceSession ?? .init()
    }

    func openPlaces(
        _ capacity: Int32 = 2,
        school: String = "Påhittsgymnasiet",
        from: String = "2026-08-17",
        to: String = "2026-12-18"
    ) async throws -> Kaa.Guidance.V1.SlussplatsOffering {
        try await self.counsellor.createSlussplatsOffering(
            .init(
                slussplatsOffering: .init(
                    schoolUnitCode: "12345678",
                    schoolName: school,
                    opensOn: from,
                    closesOn: to,
                    capacity: capacity
                )
            )
        ).slussplatsOffering ?? .init()
    }

    func book(
        _ offering: Kaa.Guidance.V1.SlussplatsOffering,
        for youngPerson: YoungPersonID? = nil,
        on day: String = "",
        requestID: String = ""
    ) async throws -> Kaa.Guidance.V1.SlussplatsBooking {
        try await self.counsellor.bookSlussplats(
            .init(
                youngPersonID: (youngPerson ?? self.anna).description,
                slussplatsOfferingID: offering.slussplatsOfferingID,
                bookedOn: day,
                requestID: requestID
            )
        ).slussplatsBooking ?? .init()
    }

    func start(
        _ booking: Kaa.Guidance.V1.SlussplatsBooking,
        on day: String = "2026-11-20"
    ) async throws -> Kaa.Guidance.V1.SlussplatsBooking {
        try await self.counsellor.startSlussplats(
            .init(slussplatsBookingID: booking.slussplatsBookingID, startedOn: day)
        ).slussplatsBooking ?? .init()
    }

    func cancel(
        _ booking: Kaa.Guidance.V1.SlussplatsBooking
    ) async throws -> Kaa.Guidance.V1.SlussplatsBooking {
        try await self.counsellor.cancelSlussplats(
            .init(slussplatsBookingID: booking.slussplatsBookingID)
        ).slussplatsBooking ?? .init()
    }

    /// The offering as the list shows it now.
    func offering() async throws -> Kaa.Guidance.V1.SlussplatsOffering {
        try await self.counsellor.listSlussplatsOfferings(.init()).slussplatsOfferings.first ?? .init()
    }

    /// The states of the sessions and bookings that events have told of, in order.
    func publishedStates() async throws -> [String] {
        try await self.kernel.events(of: "guidance").map { event in
            event.type == Kaa.Guidance.V1.GuidanceSessionRecorded.wireName
                ? try Kaa.Guidance.V1.GuidanceSessionRecorded(decoding: event.payload).state.mnemonic
                : try Kaa.Guidance.V1.SlussplatsRecorded(decoding: event.payload).state.mnemonic
        }
    }
}
