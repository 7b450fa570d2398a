import Foundation
import GuidanceContract
import KAAKernel
import KAARPC
import KAAStorage
import KAAWire

extension GuidanceService {
    func createSlussplatsOffering(
        _ request: Kaa.Guidance.V1.CreateSlussplatsOfferingRequest,
        context: ServerContext
    ) async throws -> Kaa.Guidance.V1.CreateSlussplatsOfferingResponse {
        let offering = try SlussplatsOffering(proto: request.slussplatsOffering, id: self.identifiers.next())
        try await self.database.write(context) { try SlussplatsStorage.insert(offering, in: $0) }
        return .init(slussplatsOffering: .init(offering))
    }

    func listSlussplatsOfferings(
        _ request: Kaa.Guidance.V1.ListSlussplatsOfferingsRequest,
        context: ServerContext
    ) async throws -> Kaa.Guidance.V1.ListSlussplatsOfferingsResponse {
        let day = try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today)
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: [request.asOf]
        )
        let key = try page.key(String.self, UUID.self)
        let offerings = try await self.database.read { transaction in
            try SlussplatsStorage.listOfferings(openOn: day, after: key, limit: page.limit, in: transaction)
        }
        let (entries, token) = page.cut(offerings) { PageRequest.Key($0.schoolName, $0.id) }
        return .init(
            slussplatsOfferings: entries.map(Kaa.Guidance.V1.SlussplatsOffering.init),
            nextPageToken: token
        )
    }

    func bookSlussplats(
        _ request: Kaa.Guidance.V1.BookSlussplatsRequest,
        context: ServerContext
    ) async throws -> Kaa.Guidance.V1.BookSlussplatsResponse {
        let today = self.clock.today
        let booking = try SlussplatsBooking(proto: request, id: self.identifiers.next(), today: today)
        let requireCoverage = try await self.coverage(of: booking.youngPerson, on: booking.bookedOn, context)
        return try await self.writeOnce(request, identifiedBy: \.requestID, context) { transaction in
            try requireCoverage()
            try Self.takePlace(for: booking, in: transaction)
            try self.save(booking, isNew: true, in: transaction)
            return .init(slussplatsBooking: .init(booking))
        }
    }

    func startSlussplats(
        _ request: Kaa.Guidance.V1.StartSlussplatsRequest,
        context: ServerContext
    ) async throws -> Kaa.Guidance.V1.StartSlussplatsResponse {
        let id = try UUID(field: "slussplats_booking_id", request.slussplatsBookingID)
        let day = try CivilDate(field: "started_on", request.startedOn)
        guard day <= self.clock.today else { throw RPCError.invalid("started_on", "is after today") }
        let booking = try await self.change(id, context) { booking, offering throws(SlussplatsBooking.Refusal) in
            try booking.start(on: day, in: offering)
        }
        return .init(slussplatsBooking: .init(booking))
    }

    func cancelSlussplats(
        _ request: Kaa.Guidance.V1.CancelSlussplatsRequest,
        context: ServerContext
    ) async throws -> Kaa.Guidance.V1.CancelSlussplatsResponse {
        let id = try UUID(field: "slussplats_booking_id", request.slussplatsBookingID)
        let booking = try await self.change(id, context) { booking, _ throws(SlussplatsBooking.Refusal) in
            try booking.cancel()
        }
        return .init(slussplatsBooking: .init(booking))
    }
}

extension GuidanceService {
    /// Takes a free place for a booking.
    ///
    /// - Throws: ``KAARPC/RPCError`` if there is no such offering, if it takes no bookings on the day, if the person has a
    ///   place in it, or if none is free.
    private static func takePlace(for booking: SlussplatsBooking, in transaction: WriteTransaction) throws {
        guard let offering = try SlussplatsStorage.findOffering(booking.offering, in: transaction) else {
            throw RPCError.notFound("slussplats offering")
        }
        guard offering.takesBookings(on: booking.bookedOn) else {
            throw RPCError.failedPrecondition("OFFERING_CLOSED", "The offering takes no bookings on the day.")
        }
        guard try !SlussplatsStorage.isActive(booking.youngPerson, in: offering.id, in: transaction) else {
            throw RPCError.failedPrecondition("ALREADY_BOOKED", "The young person has a place in the offering.")
        }
        guard try SlussplatsStorage.takePlace(in: offering.id, in: transaction) else {
            throw RPCError.failedPrecondition("NO_FREE_PLACE", "The offering has no free place.")
        }
    }

    private func save(_ booking: SlussplatsBooking, isNew: Bool, in transaction: WriteTransaction) throws {
        let now = self.clock.now
        if isNew {
            try SlussplatsStorage.insert(booking, at: now, in: transaction)
        } else {
            try SlussplatsStorage.update(booking, at: now, in: transaction)
            try SlussplatsStorage.count(booking, in: transaction)
        }
        try self.outbox.publish(booking, at: now, in: transaction)
    }

    /// Takes a booking on to its next state, and saves it if that changed anything.
    private func change(
        _ id: UUID,
        _ context: ServerContext,
        _ transition:
            @escaping @Sendable (
                inout SlussplatsBooking, SlussplatsOffering
            ) throws(SlussplatsBooking.Refusal) -> Bool
    ) async throws -> SlussplatsBooking {
        try await self.database.write(context, of: "slussplats booking") { transaction, subjects in
            guard var booking = try SlussplatsStorage.findBooking(id, in: transaction) else {
                throw RPCError.notFound("slussplats booking")
            }
            subjects.append(booking.youngPerson)
            guard let offering = try SlussplatsStorage.findOffering(booking.offering, in: transaction) else {
                throw RPCError.notFound("slussplats booking")
            }
            let isChanged: Bool
            do throws(SlussplatsBooking.Refusal) {
                isChanged = try transition(&booking, offering)
            } catch {
                throw Self.answer(to: error)
            }
            if isChanged {
                try self.save(booking, isNew: false, in: transaction)
            }
            return booking
        }
    }

    private static func answer(to refusal: SlussplatsBooking.Refusal) -> RPCError {
        switch refusal {
        case .alreadyStarted: .failedPrecondition("ALREADY_STARTED", "The young person has started on the place.")
        case .cancelled: .failedPrecondition("BOOKING_CANCELLED", "The booking is cancelled.")
        case .outsideOffering:
            .failedPrecondition("OUTSIDE_OFFERING", "The day is before the booking, or outside the offering's days.")
        }
    }
}
