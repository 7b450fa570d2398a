import KAAStorage
import Synchronization

/// What the kernel does so that nothing is left of people whom a module deletes: it brings the events to everyone, and
/// erases what its own tables hold.
///
/// - Note: Förordning (2006:39) 7 §.
public final class SubjectErasure: Sendable {
    /// A kernel's modules, once all of them are there.
    struct Installation: Sendable {
        let hosted: [HostedModule]
        let consents: ConsentRegistry
        let known: [ModuleManifest]
        let delivery: EventDelivery
        let clock: any KernelClock
    }

    private let installation = Mutex<Installation?>(nil)

    init() {}

    func bind(_ installation: Installation) {
        self.installation.withLock { $0 = installation }
    }

    private var bound: Installation {
        get throws {
            guard let installation = self.installation.withLock({ $0 }) else {
                throw JobFailure(reason: "KERNEL_NOT_READY", message: "The kernel has not started.")
            }
            return installation
        }
    }

    /// The modules that consume a type of event and do not run here, so that they would keep what others delete.
    ///
    /// - Parameter type: The full name of the message.
    /// - Returns: Their names in order.
    /// - Throws: ``JobFailure`` before the kernel has started.
    public func absentConsumers(of type: String) throws -> [String] {
        let installation = try self.bound
        let hosted = Set(installation.hosted.map(\.manifest.name))
        return installation.known.filter { $0.consumes.contains(type) && !hosted.contains($0.name) }
            .map(\.name).sorted()
    }

    /// Delivers all events of all modules, and sees to it that none of a type is set aside.
    ///
    /// - Parameter type: The full name of the message that everyone must have handled.
    /// - Throws: ``JobFailure`` if a consumer still cannot handle an event of the type, or ``KAAStorage/StorageError``.
    public func deliverEvents(requiring type: String) async throws {
        let installation = try self.bound
        try await installation.delivery.drain()
        for consumer in installation.hosted {
            let inbox = Inbox(database: consumer.database, clock: installation.clock)
            for parked in try await inbox.parkedEvents() where parked.type == type {
                do {
                    try await installation.delivery.retry(parked, in: consumer.database)
                } catch {
                    throw JobFailure(
                        reason: "PURGE_NOT_DELIVERED",
                        message: "'\(consumer.manifest.name)' cannot handle event \(parked.position) of "
                            + "'\(parked.publisher)': \(error.impersonalText)"
                    )
                }
            }
        }
    }

    /// Erases what the kernel's tables in every module's database hold about people, as far as events are delivered.
    ///
    /// - Parameter subjects: Whom.
    /// - Throws: ``KAAStorage/StorageError``; doing it again goes on where it stopped.
    public func erase(_ subjects: Set<YoungPersonID>) async throws {
        let installation = try self.bound
        try await installation.consents.erase(subjects.sorted { $0.description < $1.description })
        try await installation.consents.database.writeExclusively { transaction in
            try RequestLedger.purge.apply(.init(subjects: subjects, deliveredPosition: 0), transaction)
        }
        for module in installation.hosted {
            // Every replica has taken the erasure by now; this keeps it in the module's database.
            try await module.consents.save()
            let order = SubjectPurge.Order(
                subjects: subjects,
                deliveredPosition: try await Self.deliveredPosition(of: module, installation)
            )
            try await module.database.writeExclusively { transaction in
                for purge in KernelSchema.purges { try purge.apply(order, transaction) }
            }
        }
    }

    /// The last event of a module that every consumer has taken.
    private static func deliveredPosition(
        of publisher: HostedModule,
        _ installation: Installation
    ) async throws -> Int64 {
        var position = try await publisher.database.read { try Outbox.lastPosition(in: $0) }
        for consumer in installation.hosted {
            let inbox = Inbox(database: consumer.database, clock: installation.clock)
            for definition in consumer.module.eventConsumers where definition.publisher == publisher.manifest.name {
                position = min(position, try await inbox.cursor(of: definition))
            }
        }
        return position
    }

    /// Rewrites the files of every database, so that no deleted byte stays in them.
    ///
    /// - Parameter progress: Told how many of how many databases are done.
    /// - Throws: ``KAAStorage/StorageError``.
    public func compact(_ progress: (_ done: Int, _ total: Int) -> Void) async throws {
        let installation = try self.bound
        let databases = [installation.consents.database] + installation.hosted.map(\.database)
        for (index, database) in databases.enumerated() {
            progress(index, databases.count)
            try await database.compact()
        }
        progress(databases.count, databases.count)
    }
}
