import NIOCore

/// The task executor of each event loop of a group.
struct LoopExecutors: Sendable {
    private let executors: [ObjectIdentifier: EventLoopTaskExecutor]

    init(_ group: any EventLoopGroup) {
        var executors: [ObjectIdentifier: EventLoopTaskExecutor] = [:]
        for eventLoop in group.makeIterator() {
            executors[ObjectIdentifier(eventLoop)] = EventLoopTaskExecutor(eventLoop: eventLoop)
        }
        self.executors = executors
    }

    func executor(for eventLoop: any EventLoop) -> EventLoopTaskExecutor {
        self.executors[ObjectIdentifier(eventLoop)] ?? EventLoopTaskExecutor(eventLoop: eventLoop)
    }
}
