import GuidanceContract
import InterventionsContract
import KAADemonstration
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// Plays what is done for one person, and remembers what was booked and begun.
struct PersonPlayer: Sendable {
    private let id: String
    private let callers: DemonstrationCallers
    private let offerings: [String: String]
    private var session: String?
    private var bookings: [String: String] = [:]
    private var interventions: [InterventionCode: String] = [:]

    init(_ id: String, callers: DemonstrationCallers, offerings: [String: String]) {
        self.id = id
        self.callers = callers
        self.offerings = offerings
    }

    /// Plays some deeds in order.
    func playing(
        _ actions: [TermAction],
        of person: String
    ) async throws -> (String, PersonPlayer, TermPlayer.Count) {
        var player = self
        var count = TermPlayer.Count()
        for action in actions {
            do {
                count.done += try await player.play(action) ? 1 : 0
            } catch let error as RPCError where error.code == .failedPrecondition {
                count.overtaken += 1
            }
        }
        return (person, player, count)
    }

    /// - Returns: Whether there was anything to do.
    private mutating func play(_ action: TermAction) async throws -> Bool {
        let day = action.date.description
        switch action.deed {
        case .contact, .setNextContact:
            try await self.contact(action.deed, day)
        case .bookSession(let scheduledOn, let topic):
            let answer = try await self.guidance.bookGuidanceSession(
                .init(
                    youngPersonID: self.id,
                    scheduledOn: scheduledOn.description,
                    topic: .init(mnemonic: topic.rawValue) ?? .unspecified
                )
            )
            self.session = answer.guidanceSession?.guidanceSessionID
        case .resolveSession(let outcome):
            guard let session = self.session else { return false }
            _ = try await self.guidance.resolveGuidanceSession(
                .init(guidanceSessionID: session, outcome: .init(mnemonic: outcome.rawValue) ?? .unspecified)
            )
            self.session = nil
        case .bookPlace(let school):
            guard let offering = self.offerings[school.code] else { return false }
            let answer = try await self.guidance.bookSlussplats(
                .init(youngPersonID: self.id, slussplatsOfferingID: offering, bookedOn: day)
            )
            self.bookings[school.code] = answer.slussplatsBooking?.slussplatsBookingID
        case .startPlace(let school):
            guard let booking = self.bookings[school.code] else { return false }
            _ = try await self.guidance.startSlussplats(.init(slussplatsBookingID: booking, startedOn: day))
        case .startIntervention(let code):
            let answer = try await self.interventionService.startIntervention(
                .init(youngPersonID: self.id, typeCode: code.rawValue, startedOn: day)
            )
            self.interventions[code] = answer.intervention?.interventionID
        case .endIntervention(let code, let reason):
            guard let intervention = self.interventions.removeValue(forKey: code) else { return false }
            _ = try await self.interventionService.endIntervention(
                .init(
                    interventionID: intervention,
                    endedOn: day,
                    endReason: .init(mnemonic: reason.rawValue) ?? .unspecified
                )
            )
        }
        return true
    }

    private func contact(_ deed: TermAction.Deed, _ day: String) async throws {
        let outreach = Kaa.Outreach.V1.OutreachService.Client(self.callers.coordinator)
        switch deed {
        case .contact(let step, let result, let occupation, let nextContact):
            _ = try await outreach.recordContactAttempt(
                .init(
                    youngPersonID: self.id,
                    step: .init(mnemonic: step.rawValue) ?? .unspecified,
                    result: .init(mnemonic: result.rawValue) ?? .unspecified,
                    attemptedOn: day,
                    occupation: occupation.flatMap { Kaa.Outreach.V1.Occupation(mnemonic: $0.rawValue) },
                    nextContactOn: nextContact?.description
                )
            )
        case .setNextContact(let next):
            _ = try await outreach.setNextContact(.init(youngPersonID: self.id, nextContactOn: next.description))
        default:
            break
        }
    }

    private var guidance: Kaa.Guidance.V1.GuidanceService.Client {
        .init(self.callers.counsellor)
    }

    private var interventionService: Kaa.Interventions.V1.InterventionService.Client {
        .init(self.callers.coordinator)
    }
}
