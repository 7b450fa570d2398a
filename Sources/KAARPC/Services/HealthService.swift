public import KAAWire
import Synchronization

/// Tells clients and load balancers which services can be called: `grpc.health.v1`.
///
/// The empty name stands for the whole server. Services that have never been given a status are unknown.
public final class HealthService: Grpc.Health.V1.Health.Serving {
    /// The state of a service.
    public typealias Status = Grpc.Health.V1.HealthCheckResponse.ServingStatus

    private struct Watcher: Sendable {
        let service: String
        let continuation: AsyncStream<Status>.Continuation
    }

    private struct State: Sendable {
        var statuses: [String: Status] = [:]
        var watchers: [Int: Watcher] = [:]
        var lastWatcher = 0
        var isShutDown = false
    }

    private let state = Mutex(State())

    /// Creates a service that knows of nothing yet.
    public init() {}

    /// Sets the state of a service and tells those who watch it.
    ///
    /// - Parameters:
    ///   - status: The new state; after ``shutDown()`` it is ignored.
    ///   - service: The full name of the service, or the empty name for the whole server.
    public func setStatus(_ status: Status, for service: String) {
        self.state.withLock { state in
            guard !state.isShutDown, state.statuses.updateValue(status, forKey: service) != status else { return }
            for watcher in state.watchers.values where watcher.service == service {
                watcher.continuation.yield(status)
            }
        }
    }

    /// Says of every service that it cannot be called any more, and ends the watches, which would keep the server from ending.
    public func shutDown() {
        self.state.withLock { state in
            state.isShutDown = true
            state.statuses = state.statuses.mapValues { _ in .notServing }
            for watcher in state.watchers.values {
                watcher.continuation.yield(.notServing)
                watcher.continuation.finish()
            }
            state.watchers.removeAll()
        }
    }

    /// The state of a service now.
    ///
    /// - Throws: ``RPCCode/notFound`` for a service that has no status.
    public func check(
        _ request: Grpc.Health.V1.HealthCheckRequest,
        context: ServerContext
    ) async throws -> Grpc.Health.V1.HealthCheckResponse {
        guard let status = self.state.withLock({ $0.statuses[request.service] }) else {
            throw RPCError(.notFound, "The service is not known.")
        }
        return Grpc.Health.V1.HealthCheckResponse(status: status)
    }

    /// The state of a service now and at every change; `SERVICE_UNKNOWN` for one that has no status yet.
    ///
    /// A client that reads too slowly misses states in between, never the last.
    ///
    /// - Throws: ``RPCCode/unavailable`` once the server shuts down.
    public func watch(
        _ request: Grpc.Health.V1.HealthCheckRequest,
        context: ServerContext,
        writer: ResponseWriter<Grpc.Health.V1.HealthCheckResponse>
    ) async throws {
        let (number, changes) = self.addWatcher(of: request.service)
        defer { self.state.withLock { $0.watchers[number] = nil } }
        for await status in changes {
            try await writer.write(Grpc.Health.V1.HealthCheckResponse(status: status))
        }
        try Task.checkCancellation()
        throw RPCError(.unavailable, "The server is shutting down.")
    }

    private func addWatcher(of service: String) -> (Int, AsyncStream<Status>) {
        let (changes, continuation) = AsyncStream<Status>.makeStream(bufferingPolicy: .bufferingNewest(1))
        return self.state.withLock { state in
            continuation.yield(state.statuses[service] ?? .serviceUnknown)
            if state.isShutDown {
                continuation.finish()
            }
            state.lastWatcher += 1
            state.watchers[state.lastWatcher] = Watcher(service: service, continuation: continuation)
            return (state.lastWatcher, changes)
        }
    }
}
