import Foundation
import KAAKernel
import Testing

@testable import Interventions

struct InterventionTests {
    private static let today: CivilDate = "2026-11-20"

    private static func intervention(_ end: Intervention.End? = nil) throws -> Intervention {
        Intervention(
            id: UUID(),
            youngPerson: YoungPersonID(UUID()),
            type: try #require(InterventionTypeCode(rawValue: "COACHING")),
            owner: .amn,
            startedOn: "2026-11-10",
            end: end
        )
    }

    @Test(arguments: InterventionEndReason.allCases)
    func endsForAnyReason(reason: InterventionEndReason) throws {
        var intervention = try Self.intervention()

        #expect(try intervention.end(on: "2026-11-10", because: reason, today: Self.today))
        #expect(intervention.end == .init(day: "2026-11-10", reason: reason))
    }

    @Test func endsTodayUnlessToldOtherwise() throws {
        var intervention = try Self.intervention()

        #expect(try intervention.end(on: nil, because: .toWork, today: Self.today))
        #expect(intervention.end?.day == Self.today)
    }

    @Test func doesNotEndBeforeItStarts() throws {
        var intervention = try Self.intervention()

        #expect(throws: Intervention.Refusal.endsBeforeStart) {
            try intervention.end(on: "2026-11-09", because: .toWork, today: Self.today)
        }
        #expect(intervention.end == nil)
    }

    @Test func endsOnceOnly() throws {
        var intervention = try Self.intervention(.init(day: "2026-11-15", reason: .moved))

        #expect(try !intervention.end(on: "2026-11-15", because: .moved, today: Self.today))
        #expect(try !intervention.end(on: nil, because: .moved, today: Self.today))
        #expect(throws: Intervention.Refusal.alreadyEnded) {
            try intervention.end(on: "2026-11-16", because: .moved, today: Self.today)
        }
        #expect(throws: Intervention.Refusal.alreadyEnded) {
            try intervention.end(on: "2026-11-15", because: .toWork, today: Self.today)
        }
    }

    @Test(arguments: ["", "coaching", "COACHING ", "ÅTGÄRD", "A-B", String(repeating: "A", count: 41)])
    func takesNoOtherTextForACode(text: String) {
        #expect(InterventionTypeCode(rawValue: text) == nil)
    }
}
