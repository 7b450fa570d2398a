public import KAAStorage

/// The kernel's own tables, which every module's database has beside the module's.
public enum KernelSchema {
    /// The kernel's migrations, in the order they were released.
    ///
    /// Databases record this order, so later ones go to the end, whichever part of the kernel they are for.
    public static let migrations: [Migration] =
        AuditLog.migrations + Outbox.migrations + Inbox.migrations + JobStorage.migrations + RequestLedger.migrations
        + ConsentReplica.migrations + AuditLog.laterMigrations + ReceiptLedger.migrations
        + RequestLedger.laterMigrations

    /// How the kernel's tables forget people, one for each that can hold anything about a person.
    ///
    /// The log of the kernel is none of them: its entries hold opaque identifiers alone, and it is never cut.
    public static let purges: [SubjectPurge] = [Outbox.purge, RequestLedger.purge, ReceiptLedger.purge]
}
