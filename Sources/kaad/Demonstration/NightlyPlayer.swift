import Foundation
import KAADemonstration
import KAAKernel
import KAARPC

/// Makes the nightly runs of the demonstration, as the operator of the register would.
struct NightlyPlayer: Sendable {
    let client: NightlyClient
    let directory: DemonstrationDirectory
    let clock: ManualClock
    let isRemote: Bool

    /// Reads the feeds of a day, and again with the feed accepted if the run stops because much would change.
    ///
    /// - Parameters:
    ///   - day: The day.
    ///   - notice: Told why a run stopped.
    /// - Returns: What came of it.
    /// - Throws: ``NightlyFailure`` if a run stops for another reason, ``KAARPC/RPCError`` if the calls fail.
    func run(_ day: CivilDate, notice: (String) -> Void = { _ in }) async throws -> NightlyOutcome {
        self.clock.set(day.swedishNoon)
        var accepted: [String] = []
        while true {
            do {
                return try await self.client.run(
                    directory: self.directory.inbox(day.description).path,
                    isRemote: self.isRemote,
                    asOf: day,
                    acceptedFeeds: accepted
                )
            } catch let failure as NightlyFailure where Self.stops.contains(failure.reason) {
                guard let feed = failure.message.split(separator: " ").first, !accepted.contains(String(feed)) else {
                    throw failure
                }
                notice("\(day): stopped, \(failure.reason) of \(feed); looked at, and accepted")
                accepted.append(String(feed))
            }
        }
    }

    /// The reasons for which a person looks at the feeds and may let them through.
    private static let stops: Set<String> = ["FEED_CLOSES_TOO_MANY", "FEED_SHRUNKEN"]
}
