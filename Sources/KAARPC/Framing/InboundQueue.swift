import DequeModule

/// The messages of a stream that nobody has read yet: mostly one, for which there is a place without an allocation.
struct InboundQueue {
    private var first: InboundMessage?
    private var rest: Deque<InboundMessage> = []

    /// The bytes of every message that ever came, without their prefixes.
    private(set) var receivedBytes = 0

    /// How many messages there are.
    private(set) var count = 0

    mutating func append(_ message: InboundMessage) {
        self.receivedBytes += message.byteCount
        self.count += 1
        if self.first == nil {
            self.first = message
        } else {
            self.rest.append(message)
        }
    }

    mutating func popFirst() -> InboundMessage? {
        guard let message = self.first.take() else { return nil }
        self.count -= 1
        if self.count > 0 {
            self.first = self.rest.popFirst()
        }
        return message
    }

    mutating func removeAll() {
        guard self.count > 0 else { return }
        self.first = nil
        self.rest.removeAll()
        self.count = 0
    }
}
