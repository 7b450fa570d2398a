/// Where a channel takes from what it does not decide itself.
struct ClientEnvironment: Sendable {
    /// From 0 to 1, for the jitter of waits.
    var random: @Sendable () -> Double = { Double.random(in: 0...1) }

    /// Finds addresses.
    var resolver = NameResolver()

    /// The number of the first request on each connection, an odd one.
    var firstStreamID: Int32 = 1
}
