/// Which of a channel's backends a call goes to.
public enum LoadBalancing: Hashable, Sendable {
    /// The first that can be reached, in the order given; another only when that one is lost.
    ///
    /// Nothing is connected while there are no calls.
    case pickFirst

    /// Each that is connected, in turn.
    ///
    /// After the first call every backend is kept connected; one that is lost is passed over and connected again in the background.
    case roundRobin
}
