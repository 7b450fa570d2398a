import Foundation
import KAAKernel
import KAAStorage
import KAAWire
import OutreachContract

/// The nightly run as a job: durable, one at a time, all of it or nothing.
struct NightlyJob: Sendable {
    static let name = "outreach.nightly"

    /// Ends the transaction of a run that only looks.
    private struct DryRunEnded: Error {
        let report: NightlyReport
    }

    private let context: ModuleContext
    private let calculator: CoverageCalculator

    init(context: ModuleContext, calculator: CoverageCalculator) {
        self.context = context
        self.calculator = calculator
    }

    var definition: JobDefinition {
        JobDefinition(name: Self.name) { job in
            let order = try JSONDecoder().decode(NightlyOrder.self, from: Data(job.arguments))
            defer {
                // What cannot be removed now is removed with the work folder.
                if order.isTemporary { try? FileManager.default.removeItem(atPath: order.directory) }
            }
            let report = try await self.run(order, job)
            try await self.context.database.writeForJob { transaction in
                try RejectionStorage.insert(report.rejections, of: job.runID, in: transaction)
            }
            return try Kaa.Outreach.V1.NightlyReport(report).encodedBytes()
        }
    }

    private func run(_ order: NightlyOrder, _ job: JobContext) async throws -> NightlyReport {
        let settings = self.context.configuration.nightly
        let transaction = NightlyTransaction(
            files: try FeedInbox(directory: order.directory, until: order.asOf).files,
            asOf: order.asOf,
            feedGuard: NightlyGuard(
                maximumClosedShare: settings.maximumClosedShare,
                maximumShrinkage: settings.maximumShrinkage,
                acceptedFeeds: order.acceptedFeeds
            ),
            calculator: self.calculator,
            routine: .stockholm,
            monthsAfterCoverage: self.context.configuration.monthsAfterCoverage,
            outbox: self.context.outbox,
            identifiers: self.context.identifiers,
            clock: self.context.clock,
            progress: { job.report(phase: $0.phase, done: $0.done, total: $0.total) }
        )
        let subjects = self.context.subjects
        do {
            return try await self.context.database.writeExclusively(Self.identity(order, job)) { database in
                let report = try transaction.apply(in: database)
                guard !order.isDryRun else { throw DryRunEnded(report: report) }
                // Before the commit, so that nobody is found for a moment who has become protected.
                subjects.replace(with: try ProtectionStorage.standings(in: database))
                return report
            }
        } catch let ended as DryRunEnded {
            var report = ended.report
            report.isDryRun = true
            return report
        } catch {
            // Should the commit have failed, what stood before stands.
            subjects.replace(with: try await self.context.database.read { try ProtectionStorage.standings(in: $0) })
            throw error
        }
    }

    /// Who answers for the run in the audit log, with the feeds whose shrinking they accepted.
    private static func identity(_ order: NightlyOrder, _ job: JobContext) -> JobIdentity {
        let accepted = order.acceptedFeeds.map(\.rawValue).sorted()
        let suffix = accepted.isEmpty ? "" : "?accept-shrunken=" + accepted.joined(separator: ",")
        return JobIdentity(caller: order.caller, purpose: .kaaDuty, name: Self.name + suffix, runID: job.runID)
    }
}
