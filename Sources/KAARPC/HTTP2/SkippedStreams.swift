/// The stream numbers that a client has passed over, and so has closed without using them.
///
/// - Note: RFC 9113 section 5.1.1.
struct SkippedStreams {
    /// Clients pass over numbers hardly ever, so that a few ranges are all that needs to be remembered.
    private static let maximumRanges = 8

    private var highest: UInt32 = 0
    private var skipped: [ClosedRange<UInt32>] = []

    /// Takes the number of a stream on which the client sends a header block.
    ///
    /// - Returns: Whether the client may: not if it has passed over the number before.
    mutating func permits(_ stream: UInt32) -> Bool {
        guard stream > self.highest else { return !self.skipped.contains { $0.contains(stream) } }
        // Numbers of clients are odd: after 5 comes 7.
        if self.highest > 0, stream > self.highest + 2 {
            if self.skipped.count == Self.maximumRanges { self.skipped.removeFirst() }
            self.skipped.append(self.highest + 1...stream - 1)
        } else if self.highest == 0, stream > 1 {
            self.skipped.append(1...stream - 1)
        }
        self.highest = stream
        return true
    }
}
