import KAAKernel
import KAAStorage
import Testing

@testable import Outreach

/// A correction ends what was known and adds what is known now; it never overwrites.
struct CorrectionTests {
    @Test func aLateSnapshotLeavesWhatWasKnownBefore() async throws {
        var town = try Town(3)
        let register = try await RegisterDatabase()
        _ = try await register.night(try town.files(of: "2026-10-01"), asOf: "2026-10-01")
        let days: [CivilDate] = ["2025-03-01", "2026-09-30", "2026-10-01"]
        let known = try await register.covered(on: days, knownAt: 1)
        let facts = try await Self.facts(in: register, knownAt: 1)
        #expect(known.map(\.count) == [3, 3, 3])

        // Only now it turns out that one was at school until June 2026 and another has lived elsewhere since May.
        try town.enrol(town.persons[0], from: "2024-08-19", to: "2026-06-12")
        town.residences[town.persons[1]] = .invented(since: "2026-05-01", in: "0182")
        _ = try await register.night(try town.files(of: "2026-09-15"), asOf: "2026-10-02")

        #expect(try await register.covered(on: days, knownAt: 1) == known)
        #expect(try await Self.facts(in: register, knownAt: 1) == facts)
        let now = try await register.covered(on: days, knownAt: 2)
        // The snapshot of October no longer has the enrolment, and has the second person back in Stockholm.
        #expect(now.map { $0.map(\.person) } == [[town.persons[1], town.persons[2]], town.persons, town.persons])
        #expect(now[2].map(\.since) == ["2026-06-13", "2024-07-01", "2024-07-01"])
    }

    @Test func aSnapshotThatIsDeliveredAnewReplacesTheFormerOne() async throws {
        var town = try Town(3)
        let register = try await RegisterDatabase()
        _ = try await register.night(try town.files(of: "2026-10-01"), asOf: "2026-10-01")
        let known = try await register.covered(on: ["2026-10-01"], knownAt: 1)

        // The first was somebody else's register; nobody has ever said anything true of this person.
        town.residences[town.persons[0]] = nil
        _ = try await register.night(try town.files(of: "2026-10-01"), asOf: "2026-10-01")

        #expect(try await register.covered(on: ["2026-10-01"], knownAt: 1) == known)
        let now = try await register.covered(on: ["2026-10-01", "2025-10-01"], knownAt: 2)
        #expect(now.map { $0.map(\.person) } == Array(repeating: Array(town.persons.dropFirst()), count: 2))
    }

    private static func facts(in register: RegisterDatabase, knownAt run: Int64) async throws -> [PersonFacts] {
        try await register.database.read { transaction in
            let batch = try FactLoader(knownAt: run) { "\($0).person > 0" }.load(in: transaction)
            return batch.persons.indices.map(batch.facts(at:))
        }
    }
}
