import DequeModule
import NIOCore

/// Which connections a channel has and makes, and which call goes on which: the rules, without sockets or clocks.
///
/// Whatever happens is told to the pool, and what is to be done about it is in ``takeActions()`` afterwards.
struct ConnectionPool {
    /// The numbers that the rules go by.
    struct Limits: Sendable {
        var balancing: LoadBalancing
        var backoff: ExponentialBackoff
        /// Connections to one endpoint that take calls.
        var maximumConnections: Int
        /// Calls that may wait.
        var maximumWaiting: Int
        /// How long addresses are taken for current after a name was resolved.
        var resolutionInterval: TimeAmount
    }

    /// Something to be done.
    enum Action {
        /// Find the endpoints.
        case resolve
        /// Connect, and tell how it went.
        case connect(ConnectionID, Endpoint)
        /// Begin a waiting call.
        case begin(Int, on: ConnectionID)
        /// Fail a waiting call.
        case fail(Int, RPCError)
        /// End a connection when the calls on it are over.
        case close(ConnectionID)
        /// Call ``ConnectionPool/wake(at:)`` then.
        case wake(NIODeadline)
    }

    private struct Waiting {
        let number: Int
        let waitsForReady: Bool
    }

    private let limits: Limits
    private let random: @Sendable () -> Double
    private var resolution = ResolutionState.needed
    private var backends: [PooledBackend] = []
    private var connections: [ConnectionID: PooledConnection] = [:]
    private var waiting: Deque<Waiting> = []
    private var actions: [Action] = []
    private var turn = 0
    private var lastNumber = 0
    private var wakeAt: NIODeadline?
    private var isClosed = false

    /// - Parameters:
    ///   - limits: The numbers that the rules go by.
    ///   - random: From 0 to 1, for the jitter of waits.
    init(limits: Limits, random: @escaping @Sendable () -> Double) {
        self.limits = limits
        self.random = random
    }

    /// What is to be done since this was asked last, in order.
    mutating func takeActions() -> [Action] {
        guard !self.actions.isEmpty else { return [] }
        defer { self.actions = [] }
        return self.actions
    }

    /// Calls that wait.
    var waitingCount: Int {
        self.waiting.count
    }
}

// MARK: - Calls

extension ConnectionPool {
    /// Where a new call goes.
    enum Placement {
        /// On this connection, now.
        case on(ConnectionID)
        /// Nowhere yet; an action follows for this number, perhaps at once.
        case waits(Int)
    }

    /// Places a call.
    ///
    /// - Parameters:
    ///   - waitsForReady: Whether it waits also while no server can be reached.
    ///   - now: The time.
    /// - Returns: Where it goes.
    mutating func place(waitsForReady: Bool, at now: NIODeadline) -> Placement {
        if self.waiting.isEmpty, let connection = self.pick() { return .on(connection) }
        self.lastNumber += 1
        let number = self.lastNumber
        guard !self.isClosed else {
            self.actions.append(.fail(number, RPCError(.cancelled, "The channel is closed.")))
            return .waits(number)
        }
        guard self.waiting.count < self.limits.maximumWaiting else {
            self.actions.append(
                .fail(number, RPCError(.resourceExhausted, "Too many calls wait for a connection already."))
            )
            return .waits(number)
        }
        self.waiting.append(Waiting(number: number, waitsForReady: waitsForReady))
        self.advance(at: now)
        return .waits(number)
    }

    /// A waiting call is given up.
    ///
    /// - Returns: Whether it was still waiting.
    mutating func abandon(_ number: Int) -> Bool {
        guard let index = self.waiting.firstIndex(where: { $0.number == number }) else { return false }
        self.waiting.remove(at: index)
        return true
    }

    /// A call on a connection is over.
    mutating func release(_ connection: ConnectionID, wasAnswered: Bool) {
        self.connections[connection]?.release(wasAnswered: wasAnswered)
        self.serveWaiting()
    }

    private mutating func serveWaiting() {
        while let first = self.waiting.first, let connection = self.pick() {
            self.waiting.removeFirst()
            self.actions.append(.begin(first.number, on: connection))
        }
    }

    /// Takes room on a connection, if there is any.
    private mutating func pick() -> ConnectionID? {
        for offset in 0..<self.backends.count {
            let index = (self.turn + offset) % self.backends.count
            for connection in self.backends[index].ready where self.connections[connection]?.hasRoom == true {
                self.connections[connection]?.take()
                if self.limits.balancing == .roundRobin { self.turn = (index + 1) % self.backends.count }
                return connection
            }
        }
        return nil
    }
}

// MARK: - Connections

extension ConnectionPool {
    /// An attempt has led to a connection.
    mutating func didConnect(_ connection: ConnectionID, maximumCalls: Int, at now: NIODeadline) {
        guard let index = self.backends.firstIndex(where: { $0.attempt == connection }) else {
            self.actions.append(.close(connection))
            return
        }
        self.backends[index].didConnect()
        let endpoint = self.backends[index].endpoint
        self.connections[connection] = PooledConnection(endpoint: endpoint, maximumCalls: maximumCalls)
        self.advance(at: now)
    }

    /// An attempt has failed, or a connection is lost.
    mutating func didEnd(_ connection: ConnectionID, _ error: RPCError, at now: NIODeadline) {
        if let index = self.backends.firstIndex(where: { $0.attempt == connection }) {
            let random = self.random()
            self.backends[index].didFail(error, backoff: self.limits.backoff, random: random, at: now)
            self.resolution.expire(after: self.limits.resolutionInterval, at: now)
            self.endRound(error)
            self.advance(at: now)
        } else {
            self.retire(connection, at: now)
        }
    }

    /// A connection takes no more calls; those on it go on.
    mutating func retire(_ connection: ConnectionID, at now: NIODeadline) {
        guard let former = self.connections.removeValue(forKey: connection),
            let index = self.backends.firstIndex(where: { $0.endpoint == former.endpoint })
        else { return }
        self.backends[index].didRetire(
            connection,
            wasOfUse: former.wasOfUse,
            backoff: self.limits.backoff,
            random: self.random(),
            at: now
        )
        self.resolution.expire(after: self.limits.resolutionInterval, at: now)
        self.advance(at: now)
    }

    /// The server has said how many calls a connection carries.
    mutating func didLimit(_ connection: ConnectionID, maximumCalls: Int, at now: NIODeadline) {
        guard self.connections[connection] != nil else { return }
        self.connections[connection]?.maximumCalls = maximumCalls
        self.advance(at: now)
    }

    /// The time asked for has come.
    mutating func wake(at now: NIODeadline) {
        self.wakeAt = nil
        self.advance(at: now)
    }

    /// Ends every connection when its calls are over, and fails the calls that wait.
    mutating func close() {
        self.isClosed = true
        for waiting in self.waiting {
            self.actions.append(.fail(waiting.number, RPCError(.cancelled, "The channel is closed.")))
        }
        for connection in self.connections.keys {
            self.actions.append(.close(connection))
        }
        self.waiting = []
        self.connections = [:]
        // Attempts under way are closed when they come back and belong to nobody.
        self.backends = []
    }
}

// MARK: - Names

extension ConnectionPool {
    /// The endpoints are known, or known again.
    ///
    /// Connections to endpoints that are no longer among them end when their calls do.
    mutating func didResolve(_ endpoints: [Endpoint], at now: NIODeadline) {
        guard !self.isClosed else { return }
        self.resolution = .known(at: now)
        for backend in self.backends where !endpoints.contains(backend.endpoint) {
            for connection in backend.ready {
                self.connections[connection] = nil
                self.actions.append(.close(connection))
            }
        }
        var seen: Set<Endpoint> = []
        self.backends = endpoints.filter { seen.insert($0).inserted }.map { endpoint in
            self.backends.first { $0.endpoint == endpoint } ?? PooledBackend(endpoint: endpoint)
        }
        self.turn = 0
        self.advance(at: now)
    }

    /// The endpoints could not be found.
    mutating func didFailToResolve(_ error: RPCError, at now: NIODeadline) {
        let random = self.random()
        self.resolution.fail(error, backoff: self.limits.backoff, random: random, at: now)
        if self.backends.isEmpty { self.failImpatient(error) }
        self.advance(at: now)
    }
}

// MARK: - What follows

extension ConnectionPool {
    private mutating func advance(at now: NIODeadline) {
        guard !self.isClosed else { return }
        self.serveWaiting()
        self.resolveIfNeeded(at: now)
        switch self.limits.balancing {
        case .pickFirst: self.connectFirst(at: now)
        case .roundRobin: self.connectAll(at: now)
        }
        self.failIfDown(at: now)
        self.scheduleWake(at: now)
    }

    private mutating func resolveIfNeeded(at now: NIODeadline) {
        guard self.resolution.begins(at: now, isWanted: !self.waiting.isEmpty) else { return }
        self.actions.append(.resolve)
    }

    private mutating func connectFirst(at now: NIODeadline) {
        guard !self.waiting.isEmpty else { return }
        if let index = self.backends.firstIndex(where: { !$0.ready.isEmpty }) {
            self.connectOneMore(to: index, at: now)
        } else if self.backends.allSatisfy({ $0.attempt == nil }),
            let index = self.backends.firstIndex(where: { $0.permitsAttempt(at: now) })
        {
            self.connect(index, at: now)
        }
    }

    private mutating func connectAll(at now: NIODeadline) {
        for index in self.backends.indices
        where self.backends[index].ready.isEmpty && self.backends[index].permitsAttempt(at: now) {
            self.connect(index, at: now)
        }
        guard !self.waiting.isEmpty else { return }
        let connected = self.backends.indices.filter { !self.backends[$0].ready.isEmpty }
        if let index = connected.min(by: { self.backends[$0].ready.count < self.backends[$1].ready.count }) {
            self.connectOneMore(to: index, at: now)
        }
    }

    private mutating func connectOneMore(to index: Int, at now: NIODeadline) {
        guard self.backends[index].ready.count < self.limits.maximumConnections,
            self.backends[index].permitsAttempt(at: now)
        else { return }
        self.connect(index, at: now)
    }

    private mutating func connect(_ index: Int, at now: NIODeadline) {
        self.lastNumber += 1
        let id = ConnectionID(rawValue: self.lastNumber)
        self.backends[index].begin(id, at: now)
        self.actions.append(.connect(id, self.backends[index].endpoint))
    }

    /// Fails the calls that do not wait for better times when every endpoint has been tried in vain, however soon it may be tried
    /// again.
    private mutating func endRound(_ error: RPCError) {
        guard self.backends.allSatisfy({ $0.hasFailed && $0.ready.isEmpty }) else { return }
        for index in self.backends.indices {
            self.backends[index].beginRound()
        }
        self.failImpatient(error)
    }

    /// Fails the calls that do not wait for better times, when there is nothing else to wait for.
    private mutating func failIfDown(at now: NIODeadline) {
        guard !self.waiting.isEmpty, let error = self.outage else { return }
        self.failImpatient(error)
    }

    private mutating func failImpatient(_ error: RPCError) {
        for waiting in self.waiting where !waiting.waitsForReady {
            self.actions.append(.fail(waiting.number, error))
        }
        self.waiting.removeAll { !$0.waitsForReady }
    }

    /// Why no server can be reached now, or `nil` if one can or may be soon.
    private var outage: RPCError? {
        switch self.resolution {
        case .needed, .underway(isFirst: true, failures: _):
            return nil
        case .failed(let error, _, _):
            return error
        case .known, .stale, .underway:
            guard self.backends.allSatisfy({ $0.ready.isEmpty && $0.attempt == nil }) else { return nil }
            let failed = self.backends.max { ($0.notBefore ?? .distantPast) < ($1.notBefore ?? .distantPast) }
            return failed?.lastError ?? RPCError(.unavailable, "There is no server to connect to.")
        }
    }

    private mutating func scheduleWake(at now: NIODeadline) {
        guard !self.waiting.isEmpty || self.limits.balancing == .roundRobin else { return }
        let due = (self.backends.compactMap(\.notBefore) + [self.resolution.notBefore].compactMap { $0 })
            .filter { $0 > now }.min()
        guard let due, self.wakeAt.map({ due < $0 }) ?? true else { return }
        self.wakeAt = due
        self.actions.append(.wake(due))
    }
}
