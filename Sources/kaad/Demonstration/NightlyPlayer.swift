import KAADemonstration
import KAAKernel
import KAARPC

/// Makes the nightly runs of the demonstration, as the operator of the register would.
struct NightlyPlayer: Sendable {
    let client: NightlyClient
    let directory: DemonstrationDirectory
    let clock: ManualClock
    let isRemote: Bool

    /// Reads the feeds of a day.
    ///
    /// - Returns: What came of it.
    func run(_ day: CivilDate) async throws -> NightlyOutcome {
        self.clock.set(day.swedishNoon)
        return try await self.client.run(
            directory: self.directory.inbox(day.description).path,
            isRemote: self.isRemote,
            asOf: day
        )
    }
}
