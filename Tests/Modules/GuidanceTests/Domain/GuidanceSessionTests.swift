import Foundation
import KAAKernel
import Testing

@testable import Guidance

struct GuidanceSessionTests {
    private static let today: CivilDate = "2026-11-20"

    private static func session(_ state: GuidanceSession.State, on day: CivilDate = today) -> GuidanceSession {
        GuidanceSession(
            id: UUID(),
            youngPerson: YoungPersonID(UUID()),
            scheduledOn: day,
            topic: .levelTest,
            state: state
        )
    }

    @Test(arguments: GuidanceSession.Outcome.allCases)
    func takesAnyOutcomeOnItsDay(outcome: GuidanceSession.Outcome) throws {
        var session = Self.session(.booked)

        #expect(try session.resolve(outcome, on: Self.today))
        #expect(session.state == outcome.state)
    }

    @Test(arguments: GuidanceSession.Outcome.allCases)
    func takesTheSameOutcomeAgainAndNoOther(outcome: GuidanceSession.Outcome) throws {
        for other in GuidanceSession.Outcome.allCases {
            var session = Self.session(outcome.state)
            if other == outcome {
                #expect(try !session.resolve(other, on: Self.today))
            } else {
                #expect(throws: GuidanceSession.Refusal.alreadyResolved) {
                    try session.resolve(other, on: Self.today)
                }
            }
            #expect(session.state == outcome.state)
        }
    }

    @Test func canOnlyBeCancelledBeforeItsDay() throws {
        var session = Self.session(.booked, on: "2026-11-21")

        for outcome in [GuidanceSession.Outcome.held, .noShow] {
            #expect(throws: GuidanceSession.Refusal.notYetDue) { try session.resolve(outcome, on: Self.today) }
        }
        #expect(try session.resolve(.cancelled, on: Self.today))
    }
}
