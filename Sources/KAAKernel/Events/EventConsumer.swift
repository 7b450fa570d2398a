public import KAAStorage

/// What a module does with the events of another one.
public struct EventConsumer: Sendable {
    /// The consumer's name, unique within its module and never changed: its cursor is kept under it.
    public let name: String

    /// The module whose events it takes.
    public let publisher: String

    /// The full names of the messages it handles; others are passed over.
    public let types: Set<String>

    /// Takes one event into the consumer's own database.
    public let handle: @Sendable (PublishedEvent, WriteTransaction) throws -> Void

    /// Creates a consumer.
    ///
    /// - Parameters:
    ///   - name: Unique within its module and never changed.
    ///   - publisher: The module whose events it takes.
    ///   - types: The full names of the messages it handles.
    ///   - handle: Takes one event, in the transaction that also moves the cursor. Events come in order. An error
    ///     undoes the event's changes; the event is tried again, and set aside if it keeps failing.
    public init(
        name: String,
        publisher: String,
        types: Set<String>,
        handle: @escaping @Sendable (PublishedEvent, WriteTransaction) throws -> Void
    ) {
        self.name = name
        self.publisher = publisher
        self.types = types
        self.handle = handle
    }
}
