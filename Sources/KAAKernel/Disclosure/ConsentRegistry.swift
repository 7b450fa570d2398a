import Foundation
import KAARPC
package import KAAStorage
import Synchronization

/// Where consents are recorded, and from where they reach every module.
package final class ConsentRegistry: Sendable {
    /// The kernel's own database.
    package let database: Database

    private let ledger: ModuleDatabase
    private let clock: any KernelClock
    private let replicas = Mutex<[String: ConsentReplica]>([:])
    private let pause: @Sendable (Duration) async throws -> Void

    /// Creates a registry.
    ///
    /// - Parameters:
    ///   - database: The kernel's own database, with ``migrations``.
    ///   - clock: The time of recording and of leases.
    ///   - identifiers: Gives audit entries their identifiers.
    ///   - audited: Raised when an audit entry has been committed.
    ///   - pause: Waits for a lease to run out; tests pass one that moves their clock.
    package init(
        database: Database,
        clock: any KernelClock,
        identifiers: any IdentifierSource,
        audited: CommitSignal = CommitSignal(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.database = database
        self.ledger = ModuleDatabase(
            database: database,
            clock: clock,
            identifiers: identifiers,
            audited: audited
        )
        self.clock = clock
        self.pause = pause
    }

    /// The tables of the kernel's own database.
    package static let migrations =
        AuditLog.migrations + RequestLedger.migrations + ConsentStorage.migrations + AuditLog.laterMigrations
        + RequestLedger.laterMigrations + AuditMarkStorage.migrations

    /// The changes, for replicas.
    package var feed: any ConsentFeed {
        ConsentStorage(database: self.database)
    }

    /// Makes changes wait for a module's replica in this process, see ``settle()``.
    ///
    /// - Parameters:
    ///   - replica: What the module follows by, instead of a former one.
    ///   - module: The module's name.
    package func add(_ replica: ConsentReplica, of module: String) {
        self.replicas.withLock { $0[module] = replica }
    }

    /// Makes changes on behalf of a call, next to its audit entry, and returns once every module knows of them.
    ///
    /// - Parameters:
    ///   - context: The call.
    ///   - thing: What there is none of for a caller who may not know of the person.
    ///   - body: Makes the change.
    /// - Returns: What `body` returns.
    /// - Throws: ``KAAStorage/StorageError``, or what `body` throws; nothing is changed then.
    func change<Result: Sendable>(
        _ context: ServerContext,
        of thing: String = "young person",
        _ body: @escaping @Sendable (WriteTransaction, inout [YoungPersonID]) throws -> Result
    ) async throws -> Result {
        let result = try await self.ledger.write(context, of: thing, body)
        try await self.settle()
        return result
    }

    /// Reads on a consistent view.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (ReadTransaction) throws -> Result
    ) async throws -> Result {
        try await self.database.read(body)
    }

    /// Removes the consents about persons who are deleted; nothing but their opaque identifiers stays.
    package func erase(_ persons: [YoungPersonID]) async throws {
        let now = self.clock.now
        try await self.database.write { transaction in
            for person in persons { try ConsentStorage.erase(person, at: now, in: transaction) }
        }
        try await self.settle()
    }

    /// Returns once no module relies on what stood before this call.
    ///
    /// Every replica in this process takes the changes; one that cannot is waited out, which its lease bounds.
    package func settle() async throws {
        let head = try await self.database.read { try ConsentStorage.head(in: $0) }
        let replicas = self.replicas.withLock { Array($0.values) }
        for replica in replicas {
            // A replica that cannot follow loses its lease, which is waited for below.
            try? await replica.follow()
        }
        while true {
            let now = self.clock.uptime
            let ends = replicas.map(\.directory).filter { $0.position < head }.compactMap(\.leaseEnd)
            guard let end = ends.max(), end > now else { return }
            try await self.pause(end - now)
        }
    }
}
