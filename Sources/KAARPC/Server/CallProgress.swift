import Synchronization

/// The context of a streaming call, as the steps that see its messages have made it so far.
final class CallProgress: Sendable {
    private let current: Mutex<ServerContext>

    init(_ context: ServerContext) {
        self.current = Mutex(context)
    }

    var context: ServerContext {
        get { self.current.withLock { $0 } }
        set { self.current.withLock { $0 = newValue } }
    }
}
