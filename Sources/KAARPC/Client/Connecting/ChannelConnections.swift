import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// The connections of a channel: tells the pool what happens, and does what the pool decides.
final class ChannelConnections: Sendable {
    /// Told where a call that had to wait goes, or why it goes nowhere.
    typealias Placed = @Sendable (Result<ConnectionLease, RPCError>) -> Void

    /// Where a call goes.
    enum Placement {
        case on(ConnectionLease)
        case waits(Int)
    }

    private enum Effect {
        case resolve
        case connect(ConnectionAttempt)
        case placed(Placed, Result<ConnectionLease, RPCError>)
        case finish(ConnectionLink)
        case wake(NIODeadline)
    }

    private struct State {
        var pool: ConnectionPool
        var links: [ConnectionID: ConnectionLink] = [:]
        var placed: [Int: Placed] = [:]
        var tlsContext: NIOSSLContext?
        var keepaliveFactor = 1
    }

    private let targets: [RPCAddress]
    private let configuration: HTTP2ChannelConfiguration
    private let environment: ClientEnvironment
    private let group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    private let state: Mutex<State>

    /// - Parameters:
    ///   - targets: Where the server can be reached.
    ///   - configuration: How to connect.
    ///   - environment: Where randomness and addresses come from.
    /// - Throws: An error of the TLS library if a certificate or key cannot be read.
    init(
        targets: [RPCAddress],
        configuration: HTTP2ChannelConfiguration,
        environment: ClientEnvironment
    ) throws {
        self.targets = targets
        self.configuration = configuration
        self.environment = environment
        let pool = ConnectionPool(limits: configuration.poolLimits, random: environment.random)
        self.state = Mutex(State(pool: pool, tlsContext: try configuration.tls?.makeContext()))
    }

    /// Uses other certificates for connections made from now on.
    func replaceTLSContext(_ context: NIOSSLContext) {
        self.state.withLock { $0.tlsContext = context }
    }
}

// MARK: - Calls

extension ChannelConnections {
    /// Finds a connection for a call.
    ///
    /// - Parameters:
    ///   - waitsForReady: Whether the call waits also while no server can be reached.
    ///   - placed: Called once if the call has to wait, perhaps before this returns.
    /// - Returns: Where the call goes.
    func place(waitsForReady: Bool, placed: @escaping Placed) -> Placement {
        self.change { state in
            switch state.pool.place(waitsForReady: waitsForReady, at: .now()) {
            case .on(let id):
                if let link = state.links[id] { return .on(ConnectionLease(id: id, link: link, owner: self)) }
                // The pool knows only connections that have been linked.
                assertionFailure("A connection has no link.")
                return .waits(0)

            case .waits(let number):
                state.placed[number] = placed
                return .waits(number)
            }
        }
    }

    /// Gives up waiting; nothing happens if the call has been placed.
    func abandon(_ number: Int) {
        self.change { state in
            if state.pool.abandon(number) { state.placed[number] = nil }
        }
    }

    /// A loop for timers.
    var anyEventLoop: any EventLoop {
        self.group.any()
    }

    func release(_ id: ConnectionID, wasAnswered: Bool) {
        self.change { $0.pool.release(id, wasAnswered: wasAnswered) }
    }

    func retire(_ id: ConnectionID, _ link: ConnectionLink) {
        self.change { state in
            state.links[id] = nil
            state.pool.retire(id, at: .now())
        }
        link.finish()
    }

    /// Ends every connection when its calls are over.
    func close() {
        self.change { $0.pool.close() }
    }
}

// MARK: - Connections

extension ChannelConnections {
    /// A server has answered with its settings.
    func didConnect(_ id: ConnectionID, _ link: ConnectionLink, maximumCalls: Int) {
        self.change { state in
            state.links[id] = link
            state.pool.didConnect(id, maximumCalls: maximumCalls, at: .now())
        }
    }

    /// A server has changed its settings.
    func didLimit(_ id: ConnectionID, maximumCalls: Int) {
        self.change { $0.pool.didLimit(id, maximumCalls: maximumCalls, at: .now()) }
    }

    /// A server takes no more calls on a connection.
    func didGoAway(_ id: ConnectionID, complainsOfPings: Bool) {
        self.change { state in
            state.links[id] = nil
            if complainsOfPings { state.keepaliveFactor = min(state.keepaliveFactor * 2, 1 << 16) }
            state.pool.didEnd(id, RPCError(.unavailable, "The server takes no more calls."), at: .now())
        }
    }

    /// A connection could not be made or is lost.
    func didEnd(_ id: ConnectionID, _ error: RPCError) {
        self.change { state in
            state.links[id] = nil
            state.pool.didEnd(id, error, at: .now())
        }
    }

    /// Changes the state, and then does what follows, outside the lock.
    private func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        let (result, effects) = self.state.withLock { state in
            let result = body(&state)
            return (result, self.effects(of: state.pool.takeActions(), in: &state))
        }
        for effect in effects {
            self.perform(effect)
        }
        return result
    }

    private func effects(of actions: [ConnectionPool.Action], in state: inout State) -> [Effect] {
        actions.compactMap { action in
            switch action {
            case .resolve:
                return .resolve

            case .connect(let id, let endpoint):
                return .connect(
                    ConnectionAttempt(
                        id: id,
                        endpoint: endpoint,
                        tlsContext: state.tlsContext,
                        keepaliveFactor: state.keepaliveFactor,
                        firstStreamID: self.environment.firstStreamID
                    )
                )

            case .begin(let number, let id):
                guard let placed = state.placed.removeValue(forKey: number), let link = state.links[id] else {
                    return nil
                }
                return .placed(placed, .success(ConnectionLease(id: id, link: link, owner: self)))

            case .fail(let number, let error):
                return state.placed.removeValue(forKey: number).map { .placed($0, .failure(error)) }

            case .close(let id):
                return state.links.removeValue(forKey: id).map { .finish($0) }

            case .wake(let time):
                return .wake(time)
            }
        }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .resolve:
            self.environment.resolver.resolve(self.targets) { [weak self] result in
                self?.didResolve(result)
            }

        case .connect(let attempt):
            attempt.begin(on: self.group.next(), configuration: self.configuration, owner: self)

        case .placed(let placed, let result):
            placed(result)

        case .finish(let link):
            link.finish()

        case .wake(let time):
            self.group.any().scheduleTask(deadline: time) { [weak self] in
                self?.change { $0.pool.wake(at: .now()) }
            }
        }
    }

    private func didResolve(_ result: Result<[Endpoint], RPCError>) {
        self.change { state in
            switch result {
            case .success(let endpoints): state.pool.didResolve(endpoints, at: .now())
            case .failure(let error): state.pool.didFailToResolve(error, at: .now())
            }
        }
    }
}
