import Foundation
import KAAStorage

/// One run while it lasts: the job, the recording of its progress, and the wish to stop it, side by side.
struct JobExecution: Sendable {
    private enum Step {
        case ended(Result<[UInt8], any Error>)
        case stopWanted
        case progressEnded
    }

    /// How long recorded progress may lag behind.
    private static let progressInterval: TimeInterval = 1

    let definition: JobDefinition
    let context: JobContext
    let progressSignal: CommitSignal
    let stop: CommitSignal
    let storage: JobStorage
    let clock: any KernelClock

    /// Runs the job to its end, whichever it is.
    func finish(_ run: JobRun) async -> JobRun {
        var finished = run
        switch await self.outcome() {
        case .success(let result):
            finished.state = .succeeded
            finished.result = result
        case .failure(is CancellationError):
            finished.state = .cancelled
        case .failure(let error):
            finished.state = .failed
            finished.failure = JobFailure(error)
        }
        finished.progress = self.context.progress
        finished.finishedAt = self.clock.now
        return finished
    }

    private func outcome() async -> Result<[UInt8], any Error> {
        await withTaskGroup(of: Step.self) { group in
            group.addTask {
                do {
                    return .ended(.success(try await self.definition.run(self.context)))
                } catch {
                    return .ended(.failure(error))
                }
            }
            group.addTask {
                do {
                    try await self.stop.wait(after: 0)
                    return .stopWanted
                } catch {
                    return .progressEnded
                }
            }
            group.addTask {
                await self.recordProgress()
                return .progressEnded
            }
            for await step in group {
                switch step {
                case .ended(let result):
                    group.cancelAll()
                    return result
                case .stopWanted:
                    group.cancelAll()
                case .progressEnded:
                    continue
                }
            }
            return .failure(CancellationError())
        }
    }

    /// Records progress as it is made, at most once a second, until cancelled.
    private func recordProgress() async {
        var recordedAt = Date.distantPast
        var generation: UInt64 = 0
        do {
            while true {
                try await self.progressSignal.wait(after: generation)
                generation = self.progressSignal.generation
                let now = self.clock.now
                guard now.timeIntervalSince(recordedAt) >= Self.progressInterval else { continue }
                recordedAt = now
                try await self.storage.save(self.context.progress, of: self.context.runID)
            }
        } catch {
            // Cancelled at the end of the run, or unable to record: the end of the run records the last progress.
            return
        }
    }
}
