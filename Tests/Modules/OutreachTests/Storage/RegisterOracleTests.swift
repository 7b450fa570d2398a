import KAAKernel
import KAAWire
import OutreachContract
import Testing

@testable import Outreach

/// A hundred thousand random persons as files, in four worlds so that they run side by side, compared on thirty days.
struct RegisterOracleTests {
    /// More than two batches of decisions.
    private static let personsPerWorld = 25_000

    /// The snapshots of each world, of those on the days on which the rule or a leap day decides.
    private static let snapshots = [[1, 2, 6], [0, 2, 5], [1, 3, 4], [2, 3, 6]]

    /// One person in so many is compared with a search of the oracle through every day, and in the reasons.
    private static let closerLook = 50

    @Test(arguments: 0..<snapshots.count)
    func theRegisterReadFromFilesIsWhatTheNaiveOracleSays(seed: Int) async throws {
        let world = try World.random(count: Self.personsPerWorld, seed: UInt64(seed) + 500)
            .reduced(to: Self.snapshots[seed])
        let folder = try FeedFolder()
        try world.write(to: folder, navet: [seed % 3], ss12000: [(seed + 1) % 3])
        let fixture = try await RegisterFixture()
        let run = try await fixture.night(folder)
        try #require(run.state == .succeeded, "\(run.failureReason) \(run.failureMessage)")
        #expect(run.report?.rejected == 0)

        let oracle = RegisterOracle(world, closerLook: Self.closerLook)
        var exported = 0
        for (index, day) in World.days.enumerated() {
            let entries = try await fixture.covered(on: day)
            exported += entries.count
            let difference = oracle.difference(to: entries, on: index)
            #expect(difference == nil, "seed \(seed), \(day): \(difference ?? "")")
        }
        let sinceDifference = oracle.differenceInBeginnings()
        #expect(sinceDifference == nil, "seed \(seed): \(sinceDifference ?? "")")
        // A world in which hardly anything happens would prove nothing.
        #expect(exported > Self.personsPerWorld)
    }
}
