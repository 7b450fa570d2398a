import DequeModule

/// The messages of a stream that nobody has read yet: mostly one, for which there is a place without an allocation.
struct InboundQueue {
    private var first: InboundMessage?
    private var rest: Deque<InboundMessage> = []

    /// The bytes of every message that ever came, without their prefixes.
    private(set) var receivedBytes = 0

    /// How many messages there are.
    var count: Int {
        (self.first == nil ? 0 : 1) + self.rest.count
    }

    mutating func append(_ message: InboundMessage) {
        self.receivedBytes += message.byteCount
        if self.first == nil {
            self.first = message
        } else {
            self.rest.append(message)
        }
    }

    mutating func popFirst() -> InboundMessage? {
        let message = self.first
        self.first = self.rest.popFirst()
        return message
    }

    mutating func removeAll() {
        self.first = nil
        self.rest.removeAll()
    }
}
