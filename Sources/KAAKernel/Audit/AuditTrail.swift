package import Foundation
import KAARPC
import KAAWire
import Synchronization

/// The one record of the kernel of who did what with whose data.
///
/// A read or a refusal is added to the log straight away, so that it waits for no module's writer. A change's entry stands
/// in the module's database, in the transaction of the change, and is moved to the log within two seconds.
package final class AuditTrail: Sendable {
    /// The source of entries that stand in no module's database.
    package static let kernelSource = "kernel"

    private static let indexInterval = Duration.seconds(1)

    /// How much of the log may be gone unseen after a crash: what was added in this time.
    private static let markInterval = Duration.seconds(5)

    /// How many records are indexed in a round, so that calls get the processor first in a rush.
    ///
    /// What is left over is taken in later, or when somebody asks. A city has a few records a second.
    private static let indexedPerRound = 2_000

    private let log: any LeafLog
    private let index: AuditIndex
    private let sequencer: AuditSequencer
    private let commits: CommitSignal
    private let marks: AuditMarkStorage?
    private let keptMark = Mutex<AuditMark?>(nil)
    private let pause: @Sendable (Duration) async throws -> Void

    /// Creates a trail and takes in what a former process did not live to move.
    ///
    /// - Parameters:
    ///   - files: The log and its index.
    ///   - sources: The databases of the modules.
    ///   - commits: Raised when a module has committed an entry.
    ///   - marks: Keeps what is known of the log outside of its folder; `nil` for a log that proves nothing.
    ///   - pause: Waits between two rounds of indexing, and between two marks.
    /// - Throws: ``AuditDamage`` if the log and a database do not fit together.
    init(
        _ files: AuditFiles,
        sources: [AuditSequencer.Source],
        commits: CommitSignal,
        marks: AuditMarkStorage? = nil,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) async throws {
        self.log = files.log
        self.index = files.index
        self.sequencer = AuditSequencer(sources: sources, log: files.log, index: files.index)
        self.commits = commits
        self.marks = marks
        self.pause = pause
        try await self.sequencer.check()
        try await self.sequencer.integrate()
        try await self.keepMark()
    }

    /// Records a read, a refusal or anything else that changes no database; returns once the entry is on disk.
    ///
    /// - Throws: What keeps the log from being written; the answer must not be sent then.
    package func record(_ entry: AuditEntry) async throws {
        try await self.log.append(leaves: entry.records(source: nil, sequence: 0).map { try $0.encodedBytes() })
    }

    /// Records an entry like those that a template was made for; returns once it is on disk.
    ///
    /// - Parameters:
    ///   - template: What it has in common with them.
    ///   - id: The entry's identifier.
    ///   - moment: When it is recorded.
    ///   - subjects: Whose data it was, without repetition; at most ``AuditEntry/subjectsPerRecord``.
    /// - Throws: What keeps the log from being written; the answer must not be sent then.
    func record(
        _ template: AuditTemplate,
        _ id: UUID,
        at moment: Date,
        about subjects: [YoungPersonID]
    ) async throws {
        try await self.log.append { template.write(id, at: moment, about: subjects, to: &$0) }
    }

    /// Records an entry like those that a template was made for, together with others that are being recorded.
    ///
    /// - Parameters:
    ///   - template: What it has in common with them.
    ///   - id: The entry's identifier.
    ///   - moment: When it is recorded.
    ///   - subjects: Whose data it was, without repetition; at most ``AuditEntry/subjectsPerRecord``.
    /// - Returns: Opens once the entry is on disk; nothing may be told before. `nil` if it is not recorded, since no other is.
    /// - Throws: What keeps the entry from being recorded.
    func join(
        _ template: AuditTemplate,
        _ id: @autoclosure () -> UUID,
        at moment: Date,
        about subjects: [YoungPersonID]
    ) throws -> (any AnswerGate)? {
        try self.log.join { template.write(id(), at: moment, about: subjects, to: &$0) }
    }

    /// How many records the log has.
    package var leafCount: Int64 {
        get async throws { try await self.log.leafCount }
    }

    /// The records about one young person, latest first, of everything that was committed before the call.
    ///
    /// - Parameters:
    ///   - subject: Whose data.
    ///   - interval: When; the end is not part of it.
    ///   - before: Only those with a lower number in the log; for the next page.
    ///   - limit: How many at most.
    /// - Returns: The records.
    /// - Throws: What keeps the log or the index from being written or read.
    package func records(
        about subject: YoungPersonID,
        during interval: Range<Date> = Date.distantPast..<Date.distantFuture,
        before: Int64 = .max,
        limit: Int = 1_000
    ) async throws -> [LoggedRecord] {
        try await self.bringUpToDate()
        return try await self.index.records(about: subject, during: interval, before: before, limit: limit)
    }

    /// The entries about one young person, latest first; one about very many comes once for each of its records.
    package func entries(
        about subject: YoungPersonID,
        during interval: Range<Date> = Date.distantPast..<Date.distantFuture,
        limit: Int = 1_000
    ) async throws -> [AuditEntry] {
        try await self.records(about: subject, during: interval, limit: limit).map { try AuditEntry($0.record) }
    }

    /// The records of a stretch of time, in the order of the log, of everything that was committed before the call.
    package func records(during interval: Range<Date>, limit: Int = 1_000) async throws -> [LoggedRecord] {
        try await self.bringUpToDate()
        return try await self.index.records(during: interval, limit: limit)
    }

    /// The entries of a stretch of time, in the order of the log.
    package func entries(during interval: Range<Date>, limit: Int = 1_000) async throws -> [AuditEntry] {
        try await self.records(during: interval, limit: limit).map { try AuditEntry($0.record) }
    }

    /// What proves that a record is in the log, as a text; empty of a log that proves nothing.
    ///
    /// - Parameter position: The number of the record's leaf.
    /// - Returns: The proof, under a checkpoint that covers the record.
    /// - Throws: What keeps the log from being read.
    func proof(of position: Int64) async throws -> String {
        try await self.log.proof(of: position) ?? ""
    }

    private func bringUpToDate() async throws {
        try await self.sequencer.integrate()
        try await self.index.catchUp()
    }

    /// Moves entries and indexes the log until cancelled.
    ///
    /// - Throws: `CancellationError`, or what keeps the log or the index from being written.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while true {
                    let generation = self.commits.generation
                    try await self.sequencer.integrate()
                    try await self.commits.wait(after: generation)
                }
            }
            group.addTask {
                while true {
                    try await self.pause(Self.indexInterval)
                    try await self.index.catchUp(atMost: Self.indexedPerRound)
                }
            }
            group.addTask {
                while true {
                    try await self.pause(Self.markInterval)
                    try await self.keepMark()
                }
            }
            try await group.waitForAll()
        }
    }

    private func keepMark() async throws {
        guard let marks = self.marks, let mark = self.log.mark else { return }
        guard self.keptMark.withLock({ $0 != mark }) else { return }
        try await marks.keep(mark)
        self.keptMark.withLock { $0 = mark }
    }

    /// Moves what is left and closes the log and the index.
    func close() async throws {
        do {
            try await self.bringUpToDate()
        } catch {
            // The files are to be closed all the same, and the error at hand is the one that matters.
            try? await self.index.close()
            try? await self.log.close()
            throw error
        }
        try await self.index.close()
        try await self.log.close()
        try await self.keepMark()
    }
}
