import KAAKernel
import SeededRandomness
import Testing

@testable import Outreach

/// A hundred thousand random persons on thirty days, in twenty worlds so that they run side by side.
struct CoverageOracleTests {
    private static let worldCount = 20
    private static let personsPerWorld = 5_000

    @Test(arguments: 0..<worldCount)
    func decidesAsANaiveOracleDoes(seed: Int) throws {
        let world = try World.random(count: Self.personsPerWorld, seed: UInt64(seed))
        let oracle = NaiveOracle(world)
        var random = SplitMix(seed: UInt64(seed) + 1_000)
        let register = WorldRegister(world, order: world.snapshots.indices.shuffled(using: &random))
        let calculator = CoverageCalculator(hemkommun: World.hemkommun)

        let days = World.days.map(NaiveOracle.number)
        var answers: [NaiveOracle.Answer: Int] = [:]
        for person in world.persons {
            let facts = register.facts(of: person)
            let intervals = calculator.intervals(for: facts)
            for (day, expected) in zip(World.days, oracle.answers(person.digits, on: days)) {
                let decision = calculator.decision(for: facts, on: day)
                answers[expected, default: 0] += 1
                let isCovered = intervals.contains { $0.contains(day) }
                guard NaiveOracle.Answer(decision) == expected, isCovered == (expected == .yes) else {
                    Issue.record("seed \(seed), born \(person.birthDate), \(day): \(expected), not \(decision)")
                    return
                }
            }
        }
        // A world in which hardly anything happens would prove nothing.
        #expect(answers[.yes, default: 0] > 5_000)
        #expect(answers[.byHand, default: 0] > 500)
    }
}

extension NaiveOracle.Answer {
    fileprivate init(_ decision: CoverageDecision) {
        self =
            switch decision {
            case .covered: .yes
            case .notCovered: .no
            case .awaitingManualDecision: .byHand
            }
    }
}
