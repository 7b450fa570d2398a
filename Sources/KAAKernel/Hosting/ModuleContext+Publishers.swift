extension ModuleContext {
    /// The modules whose events are missing here: they do not run in this kernel, or an event of theirs was set aside.
    ///
    /// Figures made of events name them, so that a gap is never taken for a smaller number (AIP-217).
    ///
    /// - Parameter consumers: The module's own consumers.
    /// - Returns: The names in order, without repetition.
    /// - Throws: ``KAAStorage/StorageError``.
    public func missingPublishers(of consumers: [EventConsumer]) async throws -> [String] {
        let publishers = Set(consumers.map(\.publisher))
        let parked = try await Inbox(database: self.database.database, clock: self.clock).parkedEvents()
        return publishers.subtracting(self.hostedModules)
            .union(parked.map(\.publisher).filter(publishers.contains))
            .sorted()
    }
}
