import NIOCore

/// The request messages of a call as they were sent, to be sent again.
struct ReplayBuffer: Sendable {
    private let maximumBytes: Int
    private let budget: ReplayBudget
    private var byteCount = 0

    /// The framed messages, in order.
    private(set) var messages: [ByteBuffer] = []

    /// - Parameters:
    ///   - maximumBytes: What this call may keep.
    ///   - budget: What the calls of the channel may keep together.
    init(maximumBytes: Int, budget: ReplayBudget) {
        self.maximumBytes = maximumBytes
        self.budget = budget
    }

    /// Keeps a message, which shares its memory with the one on its way out.
    ///
    /// - Returns: Whether it fits; if not, the call can no longer be repeated.
    mutating func append(_ framed: ByteBuffer) -> Bool {
        let count = framed.readableBytes
        guard self.byteCount + count <= self.maximumBytes, self.budget.reserve(count) else { return false }
        self.byteCount += count
        self.messages.append(framed)
        return true
    }

    /// Forgets everything, and gives its bytes back to the channel.
    mutating func removeAll() {
        self.budget.release(self.byteCount)
        self.byteCount = 0
        self.messages = []
    }
}
