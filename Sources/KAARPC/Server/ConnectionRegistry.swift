import NIOCore
import Synchronization

/// The connections of a server that are open or have handlers running.
final class ConnectionRegistry: Sendable {
    private struct State: Sendable {
        var connections: [ObjectIdentifier: ServerConnection] = [:]
        var countByAddress: [String: Int] = [:]
        var isShuttingDown = false
    }

    private let state = Mutex(State())
    private let maximumConnections: Int
    private let maximumConnectionsPerAddress: Int
    private let runningHandlers = Atomic(0)
    private let maximumHandlers: Int
    private let heldBytes = Atomic(0)
    private let maximumHeldBytes: Int
    /// Opens once shutdown has begun and the last connection is gone.
    let drained = Latch()

    init(_ configuration: RPCServerConfiguration) {
        self.maximumConnections = configuration.maximumConnections
        self.maximumConnectionsPerAddress = configuration.maximumConnectionsPerAddress
        self.maximumHandlers = configuration.maximumConcurrentCalls
        self.maximumHeldBytes = configuration.maximumHeldBytes
    }

    /// Adds a connection, on its event loop.
    ///
    /// - Returns: Why the server does not take it, or `nil` if it does.
    func add(_ connection: ServerConnection) -> ConnectionRefusal? {
        self.state.withLock { state in
            let ofAddress = state.countByAddress[connection.remoteHost, default: 0]
            guard !state.isShuttingDown else { return .shutdown }
            guard state.connections.count < self.maximumConnections else { return .totalLimit }
            guard ofAddress < self.maximumConnectionsPerAddress else { return .addressLimit }
            state.connections[ObjectIdentifier(connection)] = connection
            state.countByAddress[connection.remoteHost] = ofAddress + 1
            return nil
        }
    }

    /// Removes a connection that is closed and has no handler running.
    func remove(_ connection: ServerConnection) {
        let isDrained = self.state.withLock { state in
            if state.connections.removeValue(forKey: ObjectIdentifier(connection)) != nil,
                let ofAddress = state.countByAddress[connection.remoteHost]
            {
                state.countByAddress[connection.remoteHost] = ofAddress > 1 ? ofAddress - 1 : nil
            }
            return state.isShuttingDown && state.connections.isEmpty
        }
        if isDrained {
            self.drained.open()
        }
    }

    /// Counts a handler that is about to run, of any connection.
    ///
    /// - Returns: Whether it may.
    func reserveHandler() -> Bool {
        guard self.runningHandlers.add(1, ordering: .relaxed).newValue <= self.maximumHandlers else {
            self.releaseHandler()
            return false
        }
        return true
    }

    /// Counts a handler that has returned.
    func releaseHandler() {
        self.runningHandlers.subtract(1, ordering: .relaxed)
    }

    /// Counts bytes of messages that a connection holds, or with a negative number, has let go.
    ///
    /// - Returns: Whether all together hold no more than they may.
    func hold(_ byteCount: Int) -> Bool {
        self.heldBytes.add(byteCount, ordering: .relaxed).newValue <= self.maximumHeldBytes
    }

    /// Lets every connection end when its calls have.
    func beginShutdown() {
        let connections = self.state.withLock { state in
            state.isShuttingDown = true
            return Array(state.connections.values)
        }
        if connections.isEmpty {
            self.drained.open()
        }
        for connection in connections {
            connection.eventLoop.execute { connection.beginShutdown() }
        }
    }

    /// Ends every connection now and cancels its handlers.
    func closeAll() {
        for connection in self.state.withLock({ Array($0.connections.values) }) {
            connection.eventLoop.execute { connection.close() }
        }
    }
}
