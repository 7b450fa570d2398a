import NIOCore

/// Room for one call on a connection, until it is given back.
struct ConnectionLease: Sendable {
    let id: ConnectionID
    let link: ConnectionLink
    let owner: ChannelConnections

    var eventLoop: any EventLoop {
        self.link.eventLoop
    }

    /// Gives the room back; once.
    func release(wasAnswered: Bool) {
        self.owner.release(self.id, wasAnswered: wasAnswered)
    }

    /// Lets the connection take no more calls.
    func retire() {
        self.owner.retire(self.id, self.link)
    }
}
