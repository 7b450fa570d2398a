/// The interceptors of a router, in lists of those that have something to do at a step.
final class InterceptorChain: Sendable {
    /// All of them, the first outermost.
    let all: [any ServerInterceptor]
    let beginning: [any ServerInterceptor]
    let receiving: [any ServerInterceptor]
    let sending: [any ServerInterceptor]
    /// In the order in which they are told, which is the opposite.
    let finishing: [any ServerInterceptor]

    init(_ interceptors: [any ServerInterceptor]) {
        self.all = interceptors
        self.beginning = interceptors.filter { $0.steps.contains(.begin) }
        self.receiving = interceptors.filter { $0.steps.contains(.receive) }
        self.sending = interceptors.filter { $0.steps.contains(.send) }
        self.finishing = interceptors.reversed().filter { $0.steps.contains(.finish) }
    }
}
