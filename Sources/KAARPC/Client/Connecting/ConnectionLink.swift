import NIOCore

/// A connection to a server, and what has to be known to use it.
struct ConnectionLink: Sendable {
    let connection: HTTP2Connection
    let eventLoop: any EventLoop
    let endpoint: Endpoint
    let isEncrypted: Bool

    /// Ends the connection when the calls on it are over.
    func finish() {
        self.eventLoop.execute {
            self.connection.willEnd(.shutdown)
            self.connection.session?.submitGoAway(.noError)
            self.connection.setNeedsOutput()
        }
    }
}
