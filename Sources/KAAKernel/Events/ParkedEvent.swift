/// An event that a consumer could not handle and that was set aside, for an operator to see and try again.
public struct ParkedEvent: Equatable, Sendable {
    /// The publishing module.
    public var publisher: String

    /// The consumer that could not handle it.
    public var consumer: String

    /// The place in the publisher's sequence.
    public var position: Int64

    /// The full name of the message.
    public var type: String

    /// Why the last attempt failed, without personal data.
    public var reason: String

    package init(publisher: String, consumer: String, position: Int64, type: String, reason: String) {
        self.publisher = publisher
        self.consumer = consumer
        self.position = position
        self.type = type
        self.reason = reason
    }
}
