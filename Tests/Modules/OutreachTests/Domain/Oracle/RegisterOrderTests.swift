import KAAKernel
import SeededRandomness
import Testing

@testable import Outreach

struct RegisterOrderTests {
    @Test(arguments: 0..<6)
    func anyOrderAndRepetitionOfTheSnapshotsGivesTheSameRegister(seed: Int) throws {
        let world = try World.random(count: 500, seed: UInt64(seed) + 77)
        let byDay = WorldRegister(world, order: Array(world.snapshots.indices))

        var random = SplitMix(seed: UInt64(seed))
        let indices = Array(world.snapshots.indices)
        let order = (indices + indices).shuffled(using: &random)
        let shuffled = WorldRegister(world, order: order)

        #expect(shuffled.residences == byDay.residences)
        #expect(shuffled.enrolments == byDay.enrolments)
        #expect(shuffled.merits == byDay.merits)
    }
}
