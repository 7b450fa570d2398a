import NIOCore

/// What each event loop of a group has for all its connections: the jobs that are ready and a meter.
struct ServerLoops: Sendable {
    /// One of them.
    struct Member: Sendable {
        let jobs: LoopJobs
        let meter: Meter
    }

    private let members: [ObjectIdentifier: Member]
    private let telemetry: RPCTelemetry

    init(_ group: any EventLoopGroup, telemetry: RPCTelemetry) {
        self.telemetry = telemetry
        var members: [ObjectIdentifier: Member] = [:]
        for eventLoop in group.makeIterator() {
            members[ObjectIdentifier(eventLoop)] = Self.member(eventLoop, telemetry)
        }
        self.members = members
    }

    func member(for eventLoop: any EventLoop) -> Member {
        self.members[ObjectIdentifier(eventLoop)] ?? Self.member(eventLoop, self.telemetry)
    }

    private static func member(_ eventLoop: any EventLoop, _ telemetry: RPCTelemetry) -> Member {
        Member(jobs: LoopJobs(eventLoop: eventLoop), meter: telemetry.makeLoopMeter())
    }
}
