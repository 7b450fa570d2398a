import Logging
import Metrics
import Synchronization

/// Sees to it that refused callers are on record, within bounds that a flood of them cannot pass.
final class RefusalRecord: Sendable {
    private let budget = Mutex(RefusalBudget())
    private let metrics: any MetricsFactory
    private let logger: Logger
    private let write: @Sendable (RefusedCall) async throws -> Void

    /// Creates a record.
    ///
    /// - Parameters:
    ///   - metrics: Counts every refusal, by its reason.
    ///   - logger: Told how many were left out.
    ///   - write: Puts one into the audit log.
    init(
        metrics: any MetricsFactory,
        logger: Logger,
        write: @escaping @Sendable (RefusedCall) async throws -> Void
    ) {
        self.metrics = metrics
        self.logger = logger
        self.write = write
    }

    /// Counts a refusal, and records it if the budget allows.
    ///
    /// - Throws: What keeps the audit log from being written.
    func note(_ call: RefusedCall) async throws {
        Counter(label: "kaa_refused_callers_total", dimensions: [("reason", call.reason)], factory: self.metrics)
            .increment()
        guard let omitted = self.budget.withLock({ $0.take(call.address ?? "", at: call.moment) }) else { return }
        if omitted > 0 {
            self.logger.warning(
                "Refused callers were left out of the audit log",
                metadata: ["count": "\(omitted)"]
            )
        }
        var recorded = call
        recorded.omitted = omitted
        try await self.write(recorded)
    }
}
