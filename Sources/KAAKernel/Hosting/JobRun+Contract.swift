import Foundation
import KAAKernelContract
import KAAWire

extension Kaa.Kernel.V1.JobRun {
    /// Creates the message for a run.
    init(_ run: JobRun) {
        self.init(
            jobRunID: run.id.uuidString.lowercased(),
            name: run.name,
            state: .init(run.state),
            phase: run.progress.phase,
            done: run.progress.done,
            total: run.progress.total,
            startTime: run.startedAt.map(Google.Protobuf.Timestamp.init),
            endTime: run.finishedAt.map(Google.Protobuf.Timestamp.init),
            failureReason: run.failure?.reason ?? "",
            failureMessage: run.failure?.message ?? ""
        )
    }
}

extension Kaa.Kernel.V1.JobState {
    init(_ state: JobState) {
        switch state {
        case .queued: self = .queued
        case .running: self = .running
        case .succeeded: self = .succeeded
        case .failed: self = .failed
        case .cancelled: self = .cancelled
        }
    }
}
