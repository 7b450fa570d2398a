import NIOCore

/// Finds out whether a stream stands still, from a look at it now and then.
///
/// A peer that sends or takes a byte a minute holds memory as one does that sends none, so there is a floor.
struct StreamProgress {
    /// Bytes a second under which a stream counts as standing still.
    private static let floorBytesPerSecond = 1024

    /// How long each direction has stood still.
    struct Stall {
        var inbound = TimeAmount.zero
        var outbound = TimeAmount.zero
    }

    private var received = 0
    private var sent = 0
    private var stall = Stall()

    /// Bytes have come.
    mutating func didReceive(_ byteCount: Int) {
        self.received += byteCount
    }

    /// Bytes have gone out.
    mutating func didSend(_ byteCount: Int) {
        self.sent += byteCount
    }

    /// Compares with the last patrol.
    ///
    /// - Parameters:
    ///   - elapsed: The time since the last patrol.
    ///   - awaitsInput: Whether it is the peer's turn to send.
    ///   - awaitsOutput: Whether it is the peer's turn to read.
    /// - Returns: How long each direction has stood still.
    mutating func patrol(elapsed: TimeAmount, awaitsInput: Bool, awaitsOutput: Bool) -> Stall {
        let floor = Double(elapsed.nanoseconds) / 1e9 * Double(Self.floorBytesPerSecond)
        self.stall.inbound = awaitsInput && Double(self.received) < floor ? self.stall.inbound + elapsed : .zero
        self.stall.outbound = awaitsOutput && Double(self.sent) < floor ? self.stall.outbound + elapsed : .zero
        self.received = 0
        self.sent = 0
        return self.stall
    }
}
