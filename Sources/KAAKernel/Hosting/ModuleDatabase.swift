import Foundation
import KAAKernelContract
public import KAARPC
public import KAAStorage

/// A module's own database, in which every change on someone's behalf stands next to its audit entry.
public struct ModuleDatabase: Sendable {
    /// Without audit entries: for the kernel's own tables, for consumers of events, and for jobs.
    package let database: Database

    private let clock: any KernelClock
    private let identifiers: any IdentifierSource
    private let audited: CommitSignal

    /// Creates the database of a module.
    ///
    /// - Parameters:
    ///   - database: Has the kernel's tables beside the module's.
    ///   - clock: The time.
    ///   - identifiers: Gives the entries' identifiers.
    ///   - audited: Raised when an audit entry has been committed.
    package init(
        database: Database,
        clock: any KernelClock,
        identifiers: any IdentifierSource,
        audited: CommitSignal
    ) {
        self.database = database
        self.clock = clock
        self.identifiers = identifiers
        self.audited = audited
    }

    /// Reads on a consistent view.
    ///
    /// The kernel records the access before the answer is sent.
    ///
    /// - Throws: ``KAAStorage/StorageError``, or what `body` throws.
    public func read<T: Sendable>(_ body: @escaping @Sendable (ReadTransaction) throws -> T) async throws -> T {
        try await self.database.read(body)
    }

    /// Changes what a call asks to have changed, in one transaction with the audit entry, and returns once both are
    /// durable.
    ///
    /// - Parameters:
    ///   - context: The call.
    ///   - thing: What the request asks for, such as `intervention`: what does not exist for a caller who may not know of
    ///     those concerned.
    ///   - body: Makes the change. It adds to the subjects whom it finds to be concerned, beside those whom the
    ///     request names, before it throws for any other reason than that there is no such thing.
    /// - Returns: What `body` returns.
    /// - Throws: ``KAAStorage/StorageError``, or what `body` throws; nothing is changed then.
    public func write<T: Sendable>(
        _ context: ServerContext,
        of thing: String = "young person",
        _ body: @escaping @Sendable (WriteTransaction, inout [YoungPersonID]) throws -> T
    ) async throws -> T {
        let identity = try context.identity
        guard let access = AuditAccess(contract: identity.policy.access) else {
            throw RPCError(.internalError, "The policy of the method states no access.")
        }
        let method = context.method.path
        let receipts = identity.record.receipts
        let result = try await self.database.write { transaction in
            var subjects = identity.subjects
            let outcome = Result { try body(transaction, &subjects) }
            identity.record.receive(subjects: subjects)
            // What `body` throws could tell them apart from what does not exist.
            guard subjects.allSatisfy(identity.vetting.mayKnow) else { throw RPCError.notFound(thing) }
            let result = try outcome.get()
            var entry = AuditEntry(
                id: self.identifiers.next(),
                recordedAt: self.clock.now,
                caller: identity.caller,
                method: method,
                purpose: identity.purpose,
                access: access,
                subjects: subjects,
                outcome: .granted,
                requestID: identity.requestID
            )
            entry.take(identity)
            try self.append(entry, in: transaction)
            try ReceiptLedger.keep(receipts, at: self.clock.now, in: transaction)
            return result
        }
        identity.record.dropReceipts(receipts.count)
        identity.record.note()
        return result
    }

    /// Changes what a call asks to have changed about those whom the request names, or about nobody.
    ///
    /// - Throws: ``KAAStorage/StorageError``, or what `body` throws; nothing is changed then.
    public func write<T: Sendable>(
        _ context: ServerContext,
        _ body: @escaping @Sendable (WriteTransaction) throws -> T
    ) async throws -> T {
        try await self.write(context) { transaction, _ in try body(transaction) }
    }

    /// Reads what is guarded about a person, in one transaction with the audit entry, and returns once that is durable.
    ///
    /// - Parameters:
    ///   - context: The call.
    ///   - subject: Whose data.
    ///   - body: Reads with the permit, and writes down what there is to be told of it.
    /// - Returns: What `body` returns.
    /// - Throws: ``KAARPC/RPCError`` if the method's contract does not say that it reveals, or the caller may
    ///   not touch protected persons; or what `body` throws.
    public func reveal<T: Sendable>(
        _ context: ServerContext,
        about subject: YoungPersonID,
        _ body: @escaping @Sendable (WriteTransaction, RevealPermit) throws -> T
    ) async throws -> T {
        let identity = try context.identity
        guard identity.policy.revealsProtected, identity.vetting.isCleared else {
            throw RPCError.notFound("young person")
        }
        return try await self.write(context) { transaction, subjects in
            if !subjects.contains(subject) { subjects.append(subject) }
            return try body(transaction, RevealPermit(subject))
        }
    }

    /// Changes much at once, alone, on behalf of a job; the entry says which.
    ///
    /// - Parameters:
    ///   - job: Who runs the job and what it is called.
    ///   - body: Makes the change.
    /// - Returns: What `body` returns.
    /// - Throws: ``KAAStorage/StorageError``, or what `body` throws; nothing is changed then.
    public func writeExclusively<T: Sendable>(
        _ job: JobIdentity,
        _ body: @escaping @Sendable (WriteTransaction) throws -> T
    ) async throws -> T {
        try await self.database.writeExclusively { transaction in
            let result = try body(transaction)
            let entry = AuditEntry(
                id: self.identifiers.next(),
                recordedAt: self.clock.now,
                caller: job.caller,
                method: job.name,
                purpose: job.purpose,
                access: .write,
                subjects: [],
                outcome: .granted,
                requestID: job.runID.uuidString
            )
            try self.append(entry, in: transaction)
            return result
        }
    }

    private func append(_ entry: AuditEntry, in transaction: WriteTransaction) throws {
        try AuditLog.append(entry, in: transaction)
        transaction.afterCommit { self.audited.raise() }
    }

    /// Changes what a job keeps of itself, such as its findings, and nothing about any person.
    ///
    /// - Throws: ``KAAStorage/StorageError``, or what `body` throws; nothing is changed then.
    public func writeForJob<T: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> T
    ) async throws -> T {
        try await self.database.write(body)
    }
}
