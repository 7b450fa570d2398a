import NIOCore
import Synchronization

/// The connections of a server that are open or have handlers running.
final class ConnectionRegistry: Sendable {
    private struct State: Sendable {
        var connections: [ObjectIdentifier: ServerConnection] = [:]
        var isShuttingDown = false
    }

    private let state = Mutex(State())
    private let maximumConnections: Int
    /// Opens once shutdown has begun and the last connection is gone.
    let drained = Latch()

    init(maximumConnections: Int) {
        self.maximumConnections = maximumConnections
    }

    /// Adds a connection, on its event loop.
    ///
    /// - Returns: Why the server does not take it, or `nil` if it does.
    func add(_ connection: ServerConnection) -> ConnectionRefusal? {
        self.state.withLock { state in
            guard !state.isShuttingDown else { return .shutdown }
            guard state.connections.count < self.maximumConnections else { return .totalLimit }
            state.connections[ObjectIdentifier(connection)] = connection
            return nil
        }
    }

    /// Removes a connection that is closed and has no handler running.
    func remove(_ connection: ServerConnection) {
        let isDrained = self.state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = nil
            return state.isShuttingDown && state.connections.isEmpty
        }
        if isDrained {
            self.drained.open()
        }
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
