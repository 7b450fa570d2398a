import NIOCore
import Testing

@testable import KAARPC

/// Which connections a channel makes and which call goes on which, without sockets.
struct ConnectionPoolTests {
    private var pool: ConnectionPool
    private var now = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private static let lost = RPCError(.unavailable, "lost")

    init() {
        self.pool = Self.pool()
    }

    private static func pool(
        _ balancing: LoadBalancing = .pickFirst,
        maximumConnections: Int = 1,
        maximumWaiting: Int = 10
    ) -> ConnectionPool {
        ConnectionPool(
            limits: ConnectionPool.Limits(
                balancing: balancing,
                backoff: ExponentialBackoff(initial: .seconds(1), multiplier: 2, maximum: .seconds(60), jitter: 0),
                maximumConnections: maximumConnections,
                maximumWaiting: maximumWaiting,
                resolutionInterval: .seconds(30)
            ),
            random: { 0.5 }
        )
    }

    private static func endpoint(_ number: Int) throws -> Endpoint {
        let address = RPCAddress(host: "192.0.2.\(number)", port: 50_051)
        return Endpoint(address: try SocketAddress(ipAddress: address.host, port: address.port), target: address)
    }

    /// What the pool wants done, in words; connections and calls by their numbers.
    private mutating func actions() -> [String] {
        self.pool.takeActions().map { action in
            switch action {
            case .resolve: "resolve"
            case .connect(let id, let endpoint): "connect \(id.rawValue) to \(endpoint.target.host)"
            case .begin(let number, let id): "begin \(number) on \(id.rawValue)"
            case .fail(let number, let error): "fail \(number) \(error.code)"
            case .close(let id): "close \(id.rawValue)"
            case .wake(let time): "wake after \((time - self.now).nanoseconds / 1_000_000) ms"
            }
        }
    }

    private mutating func place(waitsForReady: Bool = false) -> String {
        switch self.pool.place(waitsForReady: waitsForReady, at: self.now) {
        case .on(let id): "on \(id.rawValue)"
        case .waits(let number): "waits as \(number)"
        }
    }

    /// A pool with as many endpoints, for which a call already waits as number 1.
    private mutating func begin(
        _ balancing: LoadBalancing = .pickFirst,
        endpoints: Int = 1,
        connections: Int = 1
    ) throws {
        self.pool = Self.pool(balancing, maximumConnections: connections)
        #expect(self.place() == "waits as 1")
        #expect(self.actions() == ["resolve"])
        self.pool.didResolve(try (1...endpoints).map(Self.endpoint), at: self.now)
    }

    private mutating func connect(_ number: Int, calls: Int = 100) {
        self.pool.didConnect(ConnectionID(rawValue: number), maximumCalls: calls, at: self.now)
    }

    private mutating func lose(_ number: Int) {
        self.pool.didEnd(ConnectionID(rawValue: number), Self.lost, at: self.now)
    }

    private mutating func release(_ number: Int) {
        self.pool.release(ConnectionID(rawValue: number), wasAnswered: true)
    }

    private mutating func pass(_ time: TimeAmount) {
        self.now = self.now + time
    }

    @Test
    mutating func makesOneConnectionForAllCalls() throws {
        try self.begin()
        #expect(self.actions() == ["connect 2 to 192.0.2.1"])
        #expect(self.place() == "waits as 3")
        self.connect(2)
        #expect(self.actions() == ["begin 1 on 2", "begin 3 on 2"])
        #expect(self.place() == "on 2")
        #expect(self.actions().isEmpty)
    }

    @Test
    mutating func failsAtOnceDuringABackoffUnlessTheCallWaits() throws {
        try self.begin()
        _ = self.actions()
        self.lose(2)
        #expect(self.actions() == ["fail 1 UNAVAILABLE"])
        #expect(self.place() == "waits as 3")
        #expect(self.actions() == ["fail 3 UNAVAILABLE"])
        #expect(self.place(waitsForReady: true) == "waits as 4")
        #expect(self.actions() == ["wake after 1000 ms"])
        self.pass(.seconds(1))
        self.pool.wake(at: self.now)
        #expect(self.actions() == ["connect 5 to 192.0.2.1"])
        self.pass(.milliseconds(500))
        self.lose(5)
        // The second wait is twice as long, counted from the beginning of the attempt.
        #expect(self.actions() == ["wake after 1500 ms"])
    }

    @Test
    mutating func connectsAgainForTheFirstCallAfterABackoff() throws {
        try self.begin()
        _ = self.actions()
        self.lose(2)
        _ = self.actions()
        self.pass(.seconds(1))
        #expect(self.place() == "waits as 3")
        #expect(self.actions() == ["connect 4 to 192.0.2.1"])
    }

    @Test
    mutating func connectsAgainAtOnceAfterAConnectionThatWasOfUse() throws {
        try self.begin()
        self.connect(2)
        self.release(2)
        self.lose(2)
        _ = self.actions()
        #expect(self.place() == "waits as 3")
        #expect(self.actions() == ["connect 4 to 192.0.2.1"])
    }

    @Test
    mutating func takesAConnectionThatIsDroppedAtOnceForAFailure() throws {
        try self.begin()
        self.connect(2)
        self.lose(2)
        _ = self.actions()
        #expect(self.place() == "waits as 3")
        #expect(self.actions() == ["connect 4 to 192.0.2.1"], "Once may be chance.")
        self.connect(4)
        self.lose(4)
        _ = self.actions()
        #expect(self.place() == "waits as 5")
        #expect(self.actions() == ["fail 5 UNAVAILABLE"])
    }

    @Test
    mutating func picksTheFirstAddressThatAnswers() throws {
        try self.begin(endpoints: 3)
        #expect(self.actions() == ["connect 2 to 192.0.2.1"])
        self.lose(2)
        #expect(self.actions() == ["connect 3 to 192.0.2.2", "wake after 1000 ms"])
        self.connect(3)
        #expect(self.actions() == ["begin 1 on 3"])
        self.pass(.seconds(10))
        #expect(self.place() == "on 3")
        // When it is lost, the first is tried first again.
        self.lose(3)
        #expect(self.place() == "waits as 4")
        #expect(self.actions() == ["connect 5 to 192.0.2.1"])
    }

    @Test
    mutating func failsOnlyWhenNoAddressAnswers() throws {
        try self.begin(endpoints: 2)
        self.lose(2)
        #expect(self.actions().contains { $0.hasPrefix("fail") } == false)
        self.lose(3)
        #expect(self.actions() == ["fail 1 UNAVAILABLE"])
    }

    @Test
    mutating func failsAfterOneRoundAlsoIfTheFirstMayBeTriedAgain() throws {
        try self.begin(endpoints: 2)
        self.lose(2)
        #expect(self.place(waitsForReady: true) == "waits as 4")
        _ = self.actions()
        // The second took so long that the wait for the first is over.
        self.pass(.seconds(20))
        self.lose(3)
        #expect(self.actions() == ["fail 1 UNAVAILABLE", "connect 5 to 192.0.2.1"])
    }

    @Test
    mutating func goesRound() throws {
        try self.begin(.roundRobin, endpoints: 3)
        #expect(
            self.actions() == ["connect 2 to 192.0.2.1", "connect 3 to 192.0.2.2", "connect 4 to 192.0.2.3"]
        )
        self.connect(2)
        #expect(self.actions() == ["begin 1 on 2"])
        self.connect(3)
        self.connect(4)
        #expect((0..<6).map { _ in self.place() } == ["on 3", "on 4", "on 2", "on 3", "on 4", "on 2"])
    }

    @Test
    mutating func passesOverALostServerAndConnectsAgainInTheBackground() throws {
        try self.begin(.roundRobin, endpoints: 2)
        self.connect(2)
        self.connect(3)
        self.release(2)
        self.lose(2)
        #expect(self.actions().last == "connect 4 to 192.0.2.1")
        #expect((0..<2).map { _ in self.place() } == ["on 3", "on 3"])
        self.lose(4)
        #expect(self.actions() == ["wake after 1000 ms"])
        #expect(self.place() == "on 3")
        self.pass(.seconds(1))
        self.pool.wake(at: self.now)
        #expect(self.actions() == ["connect 5 to 192.0.2.1"])
        self.connect(5)
        #expect(Set((0..<2).map { _ in self.place() }) == ["on 3", "on 5"])
    }

    @Test("rpc 4.1: no more calls on a connection than the server allows")
    mutating func keepsToTheServersLimit() throws {
        try self.begin()
        self.connect(2, calls: 2)
        #expect(self.actions() == ["connect 2 to 192.0.2.1", "begin 1 on 2"])
        #expect(self.place() == "on 2")
        #expect(self.place() == "waits as 3")
        #expect(self.actions().isEmpty, "One connection is all that is allowed.")
        self.release(2)
        #expect(self.actions() == ["begin 3 on 2"])
        #expect(self.place() == "waits as 4")
        self.pool.didLimit(ConnectionID(rawValue: 2), maximumCalls: 1, at: self.now)
        self.release(2)
        #expect(self.actions().isEmpty, "One call is still more than none.")
        self.release(2)
        #expect(self.actions() == ["begin 4 on 2"])
        self.pool.didLimit(ConnectionID(rawValue: 2), maximumCalls: 5, at: self.now)
        #expect(self.place() == "on 2")
    }

    @Test(arguments: [LoadBalancing.pickFirst, .roundRobin])
    mutating func makesAsManyConnectionsAsAllowedAndNoMore(balancing: LoadBalancing) throws {
        try self.begin(balancing, connections: 2)
        self.connect(2, calls: 1)
        _ = self.actions()
        #expect(self.place() == "waits as 3")
        #expect(self.actions() == ["connect 4 to 192.0.2.1"])
        #expect(self.place() == "waits as 5")
        #expect(self.actions().isEmpty)
        self.connect(4, calls: 1)
        #expect(self.actions() == ["begin 3 on 4"])
        // A connection that is going away makes room for another.
        self.pool.retire(ConnectionID(rawValue: 2), at: self.now + .seconds(5))
        #expect(self.actions() == ["connect 6 to 192.0.2.1"])
    }

    @Test
    mutating func boundsTheCallsThatWait() throws {
        self.pool = Self.pool(maximumWaiting: 2)
        #expect(self.place() == "waits as 1")
        #expect(self.place(waitsForReady: true) == "waits as 2")
        #expect(self.place(waitsForReady: true) == "waits as 3")
        #expect(self.actions() == ["resolve", "fail 3 RESOURCE_EXHAUSTED"])
        let isAbandoned = self.pool.abandon(1)
        #expect(isAbandoned)
        #expect(self.place() == "waits as 4")
        #expect(self.actions().isEmpty)
    }

    @Test
    mutating func servesInTheOrderOfArrival() throws {
        try self.begin()
        self.connect(2, calls: 1)
        for _ in 0..<3 { _ = self.place() }
        let isAbandoned = self.pool.abandon(4)
        #expect(isAbandoned)
        _ = self.actions()
        self.release(2)
        self.release(2)
        #expect(self.actions() == ["begin 3 on 2", "begin 5 on 2"], "Who has gone is passed over.")
    }

    @Test
    mutating func closesEverything() throws {
        try self.begin(.roundRobin, endpoints: 2)
        self.connect(2, calls: 1)
        _ = self.place(waitsForReady: true)
        _ = self.actions()
        self.pool.close()
        #expect(self.actions() == ["fail 4 CANCELLED", "close 2"])
        self.connect(3)
        #expect(self.actions() == ["close 3"], "What was on its way is not wanted any more.")
        #expect(self.place(waitsForReady: true) == "waits as 5")
        #expect(self.actions() == ["fail 5 CANCELLED"])
        self.pool.wake(at: self.now + .seconds(100))
        #expect(self.actions().isEmpty)
    }

    @Test
    mutating func waitsLongerEachTimeANameIsNotFound() throws {
        #expect(self.place(waitsForReady: true) == "waits as 1")
        #expect(self.place() == "waits as 2")
        #expect(self.actions() == ["resolve"])
        self.pool.didFailToResolve(Self.lost, at: self.now)
        #expect(self.actions() == ["fail 2 UNAVAILABLE", "wake after 1000 ms"])
        self.pass(.seconds(1))
        self.pool.wake(at: self.now)
        #expect(self.actions() == ["resolve"])
        self.pool.didFailToResolve(Self.lost, at: self.now)
        #expect(self.actions() == ["wake after 2000 ms"])
        self.pool.didResolve([try Self.endpoint(1)], at: self.now)
        #expect(self.actions() == ["connect 3 to 192.0.2.1"])
    }

    @Test
    mutating func asksForANameAgainWhenAConnectionIsLostLater() throws {
        try self.begin()
        self.connect(2)
        self.release(2)
        _ = self.actions()
        self.pass(.seconds(60))
        self.lose(2)
        #expect(self.actions() == ["resolve"])
        #expect(self.place() == "waits as 3")
        #expect(self.actions() == ["connect 4 to 192.0.2.1"], "What is known serves until then.")
        self.pool.didResolve([try Self.endpoint(7)], at: self.now)
        #expect(self.actions() == ["connect 5 to 192.0.2.7"])
        self.connect(4)
        #expect(self.actions() == ["close 4"])
        self.connect(5)
        #expect(self.actions() == ["begin 3 on 5"])
    }
}
