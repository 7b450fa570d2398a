/// Tells a channel's connections apart, from the first attempt to make one to its end.
struct ConnectionID: Hashable, Sendable {
    let rawValue: Int
}
