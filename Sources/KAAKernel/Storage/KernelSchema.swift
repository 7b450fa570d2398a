public import KAAStorage

/// The kernel's own tables, which every module's database has beside the module's.
public enum KernelSchema {
    /// The kernel's migrations, in the order they were released.
    ///
    /// Databases record this order, so later ones go to the end, whichever part of the kernel they are for.
    public static let migrations: [Migration] =
        AuditLog.migrations + Outbox.migrations + Inbox.migrations + JobStorage.migrations + RequestLedger.migrations
        + ConsentReplica.migrations + AuditLog.laterMigrations + ReceiptLedger.migrations
}
