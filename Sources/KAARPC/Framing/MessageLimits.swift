/// The largest messages of a call.
struct MessageLimits: Sendable {
    /// The largest message accepted, in bytes.
    var maximumReceiveBytes: Int

    /// The largest message sent, in bytes.
    var maximumSendBytes: Int
}
