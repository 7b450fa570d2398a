import Foundation
import KAAKernel
import KAAStorage
import KAAWire
import OutreachContract

/// The job that carries out a purge: every step is kept before the next, and none does harm when it is done again.
///
/// - Note: Förordning (2006:39) 7 §.
struct PurgeJob: Sendable {
    static let name = "outreach.purge"

    /// How many persons one event names: as many as one receipt for it does.
    private static let eventSize = DisclosureReceipt.maximumSubjectCount
    private static let eventType = Kaa.Outreach.V1.YoungPersonsPurged.wireName

    private let context: ModuleContext

    init(context: ModuleContext) {
        self.context = context
    }

    var definition: JobDefinition {
        JobDefinition(name: Self.name) { job in
            let order = try JSONDecoder().decode(PurgeOrder.self, from: Data(job.arguments))
            while try await self.takeStep(order, job) {}
            return []
        }
    }

    /// The steps of a purge, as an operator reads them.
    private static let stepCount: Int64 = 5

    /// Takes the next step of a purge.
    ///
    /// - Returns: Whether there is another.
    private func takeStep(_ order: PurgeOrder, _ job: JobContext) async throws -> Bool {
        guard let purge = try await self.context.database.read({ try PurgeStorage.find(order.purge, in: $0) }) else {
            throw JobFailure(reason: "PURGE_UNKNOWN", message: "There is no such purge.")
        }
        switch purge.state {
        case .running:
            job.report(phase: "delete the records", done: 0, total: Self.stepCount)
            try await self.context.erasure.deliverEvents(requiring: Self.eventType)
            try await self.deleteRecords(purge, order, job)
        case .recordsDeleted:
            job.report(phase: "make the figures anonymous", done: 1, total: Self.stepCount)
            try await self.context.erasure.deliverEvents(requiring: Self.eventType)
            try await self.tell(.figures, purge, .figuresTold, order, job)
        case .figuresTold:
            job.report(phase: "erase events and answers", done: 2, total: Self.stepCount)
            try await self.context.erasure.deliverEvents(requiring: Self.eventType)
            let subjects = try await self.context.database.read { try PurgeStorage.subjects(of: purge.id, in: $0) }
            try await self.context.erasure.erase(Set(subjects))
            job.report(phase: "empty the work folder", done: 3, total: Self.stepCount)
            try await self.removeBatches(job)
            try await self.deleteList(purge, order, job)
        case .erased:
            job.report(phase: "rewrite the databases", done: 4, total: Self.stepCount)
            try await self.context.erasure.compact { done, total in
                job.report(phase: "rewrite the databases (\(done) of \(total))", done: 4, total: Self.stepCount)
            }
            try await self.move(purge, to: .done, order, job) { _ in }
        case .done:
            job.report(phase: "done", done: Self.stepCount, total: Self.stepCount)
            return false
        case .proposed, .approved, .dropped:
            throw JobFailure(reason: "PURGE_NOT_APPROVED", message: "The purge may not be carried out.")
        }
        return true
    }

    private func deleteRecords(_ purge: Purge, _ order: PurgeOrder, _ job: JobContext) async throws {
        let list = PurgeList(purge)
        let outbox = self.context.outbox
        let today = self.context.clock.today
        try await self.move(purge, to: .recordsDeleted, order, job) { transaction in
            try list.takeOffWhoeverIsCoveredAgain(in: transaction)
            try Self.publish(.records, purge, on: today, to: outbox, in: transaction)
            let subjects = try PurgeStorage.subjects(of: purge.id, in: transaction)
            try list.deleteRecords(in: transaction)
            let directory = self.context.subjects
            transaction.afterCommit { for subject in subjects { directory.remove(subject) } }
        }
    }

    private func tell(
        _ stage: Kaa.Outreach.V1.PurgeStage,
        _ purge: Purge,
        _ state: PurgeState,
        _ order: PurgeOrder,
        _ job: JobContext
    ) async throws {
        let outbox = self.context.outbox
        let today = self.context.clock.today
        try await self.move(purge, to: state, order, job) { transaction in
            try Self.publish(stage, purge, on: today, to: outbox, in: transaction)
        }
    }

    private static func publish(
        _ stage: Kaa.Outreach.V1.PurgeStage,
        _ purge: Purge,
        on day: CivilDate,
        to outbox: Outbox,
        in transaction: WriteTransaction
    ) throws {
        let subjects = try PurgeStorage.subjects(of: purge.id, in: transaction)
        let payloads = try stride(from: 0, to: subjects.count, by: Self.eventSize).map { start in
            let part = subjects[start..<min(start + Self.eventSize, subjects.count)]
            return try Kaa.Outreach.V1.YoungPersonsPurged(youngPersonIds: part.map(\.description), stage: stage)
                .encodedBytes()
        }
        try outbox.publish(payloads.map { (type: Self.eventType, payload: $0, occurredOn: day) }, in: transaction)
    }

    private func deleteList(_ purge: Purge, _ order: PurgeOrder, _ job: JobContext) async throws {
        let list = PurgeList(purge)
        try await self.move(purge, to: .erased, order, job) { try list.delete(in: $0) }
    }

    /// Makes the changes of a step and notes that it was taken, in one transaction with its audit entry.
    private func move(
        _ purge: Purge,
        to state: PurgeState,
        _ order: PurgeOrder,
        _ job: JobContext,
        _ body: @escaping @Sendable (WriteTransaction) throws -> Void
    ) async throws {
        let identity = JobIdentity(
            caller: order.caller,
            purpose: .kaaDuty,
            name: "\(Self.name)?purge=\(purge.id.uuidString.lowercased())&state=\(state.rawValue)",
            runID: job.runID
        )
        let doneAt = state == .done ? self.context.clock.now : nil
        try await self.context.database.writeExclusively(identity) { transaction in
            try body(transaction)
            var next = purge
            next.state = state
            next.doneAt = doneAt
            try PurgeStorage.update(next, in: transaction)
        }
    }

    /// Removes uploaded feeds, in which the persons stand, but for those of a nightly run that has not ended.
    private func removeBatches(_ job: JobContext) async throws {
        let folder = self.context.workDirectory + "/batches"
        let runs = try await self.context.makeJobRunner([]).jobRuns(of: NightlyJob.name, limit: 100)
        let inUse = try Set(
            runs.filter { !$0.state.isFinal }
                .map { try JSONDecoder().decode(NightlyOrder.self, from: Data($0.arguments)).directory }
        )
        try await BlockingWork.run {
            guard FileManager.default.fileExists(atPath: folder) else { return }
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let path = folder + "/" + name
                if !inUse.contains(path) { try FileManager.default.removeItem(atPath: path) }
            }
        }
    }

    /// Takes up a purge that a former process did not live to end.
    ///
    /// - Throws: ``KAAStorage/StorageError``.
    func resume(with jobRunner: JobRunner) async throws {
        guard let id = try await self.context.database.read({ try PurgeStorage.underWay(in: $0) }) else { return }
        for run in try await jobRunner.jobRuns(of: Self.name, limit: 100) {
            guard run.state != .queued else { return }
            let order = try JSONDecoder().decode(PurgeOrder.self, from: Data(run.arguments))
            guard order.purge == id else { continue }
            _ = try await jobRunner.enqueue(Self.name, arguments: run.arguments)
            return
        }
    }
}

extension PurgeList {
    fileprivate init(_ purge: Purge) {
        self.init(purge: purge.id, dueBy: purge.dueBy, monthsAfterCoverage: purge.monthsAfterCoverage)
    }
}
