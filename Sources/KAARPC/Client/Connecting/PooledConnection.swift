/// A connection that takes calls, and how many it carries.
struct PooledConnection {
    let endpoint: Endpoint

    /// Calls that the server lets the connection carry at once.
    var maximumCalls: Int

    private(set) var calls = 0

    /// Whether the server has answered a call on it.
    private(set) var wasOfUse = false

    init(endpoint: Endpoint, maximumCalls: Int) {
        self.endpoint = endpoint
        self.maximumCalls = maximumCalls
    }

    var hasRoom: Bool {
        self.calls < self.maximumCalls
    }

    mutating func take() {
        self.calls += 1
    }

    mutating func release(wasAnswered: Bool) {
        self.calls -= 1
        self.wasOfUse = self.wasOfUse || wasAnswered
    }
}
