import Foundation
import KAAKernel
import KAAWire
import OutreachContract

extension Kaa.Outreach.V1.NightlyReport {
    init(_ report: NightlyReport) {
        self.init(
            asOf: report.asOf.description,
            feeds: report.feeds.map { feed in
                .init(
                    feed: feed.file.feed.rawValue,
                    fileName: feed.file.description,
                    rows: Int64(feed.rowCount),
                    rejected: Int64(feed.rejectedCount)
                )
            },
            covered: Int64(report.covered),
            opened: Int64(report.opened),
            closed: Int64(report.closed),
            awaitingDecision: Int64(report.awaitingDecision),
            rejected: Int64(report.rejectedCount),
            dryRun: report.isDryRun
        )
    }
}

extension Kaa.Outreach.V1.NightlyRun {
    init(_ run: JobRun) throws {
        self.init(
            nightlyRunID: run.id.uuidString.lowercased(),
            state: .init(run.state),
            phase: run.progress.phase,
            done: run.progress.done,
            total: run.progress.total,
            report: try run.result.map { try Kaa.Outreach.V1.NightlyReport(decoding: $0) },
            failureReason: run.failure?.reason ?? (run.state == .cancelled ? "CANCELLED" : ""),
            failureMessage: run.failure?.message ?? (run.state == .cancelled ? "The run was stopped." : ""),
            startTime: run.startedAt.map(Google.Protobuf.Timestamp.init),
            endTime: run.finishedAt.map(Google.Protobuf.Timestamp.init)
        )
    }
}

extension Kaa.Outreach.V1.NightlyRunState {
    init(_ state: JobState) {
        switch state {
        case .queued: self = .queued
        case .running: self = .running
        case .succeeded: self = .succeeded
        case .failed, .cancelled: self = .failed
        }
    }
}

extension Kaa.Outreach.V1.FeedRejection {
    init(_ rejection: NightlyReport.Rejection) {
        self.init(
            fileName: rejection.fileName,
            line: Int64(rejection.line),
            column: rejection.column ?? "",
            reason: rejection.reason.rawValue
        )
    }
}
