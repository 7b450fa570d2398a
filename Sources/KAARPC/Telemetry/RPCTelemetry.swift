import Synchronization

/// What a server has counted since it was created: calls by method, connections, streams, handlers.
///
/// The calls of callers in process to the same router are among them, under a label of their own. Reading costs what it
/// reads; counting costs the calls next to nothing.
public final class RPCTelemetry: Sendable {
    private let methods: [MethodDescriptor]
    private let inProcess: Meter
    private let loops = Mutex<[Meter]>([])

    init(router: RPCRouter) {
        self.methods = router.methods
        self.inProcess = router.inProcessMeter
    }

    /// A meter for one more event loop.
    func makeLoopMeter() -> Meter {
        let meter = Meter(methodCount: self.methods.count + 1, isShared: false)
        self.loops.withLock { $0.append(meter) }
        return meter
    }

    private func meters(of route: CallRoute) -> [Meter] {
        switch route {
        case .network: self.loops.withLock { $0 }
        case .inProcess: [self.inProcess]
        }
    }

    /// Every number as it stands now.
    public var families: [MetricFamily] {
        self.connectionFamilies + self.callFamilies
    }
}

extension RPCTelemetry {
    private var connectionFamilies: [MetricFamily] {
        let meters = self.meters(of: .network)
        func sum(_ index: Int) -> Int {
            meters.reduce(0) { $0 &+ $1[index] }
        }
        let closed = ConnectionEnd.allCases.indices.map { sum(MeterLayout.connectionsClosed + $0) }
        let opened = sum(MeterLayout.connectionsOpened)
        return [
            MetricFamily("kaa_rpc_connections_total", "Connections taken.", .counter, [.init(value: Double(opened))]),
            MetricFamily(
                "kaa_rpc_connections_open",
                "Connections open now.",
                .gauge,
                [.init(value: Double(opened - closed.reduce(0, +)))]
            ),
            MetricFamily(
                "kaa_rpc_connections_closed_total",
                "Connections closed, by reason.",
                .counter,
                zip(ConnectionEnd.allCases, closed).map { end, count in
                    .init(labels: [.init("reason", end.rawValue)], value: Double(count))
                }
            ),
            MetricFamily(
                "kaa_rpc_connections_refused_total",
                "Connections refused, by reason.",
                .counter,
                ConnectionRefusal.allCases.enumerated().map { position, refusal in
                    let count = sum(MeterLayout.connectionsRefused + position)
                    return .init(labels: [.init("reason", refusal.rawValue)], value: Double(count))
                }
            ),
            MetricFamily(
                "kaa_rpc_streams_open",
                "HTTP/2 streams open now.",
                .gauge,
                [.init(value: Double(sum(MeterLayout.streamsOpened) - sum(MeterLayout.streamsClosed)))]
            ),
            MetricFamily(
                "kaa_rpc_handlers_running",
                "Handlers of calls over the network that run now.",
                .gauge,
                [.init(value: Double(sum(MeterLayout.handlersBegun) - sum(MeterLayout.handlersReturned)))]
            ),
        ]
    }
}

extension RPCTelemetry {
    /// The calls of one method on one route.
    private struct CallCounts {
        let labels: [MetricFamily.Label]
        let started: Int
        let ended: [Int]
        let durations: [Int]
        let seconds: Double
        let messages: [Int]
    }

    private var callFamilies: [MetricFamily] {
        let counts = CallRoute.allCases.flatMap { route in
            let meters = self.meters(of: route)
            return (0...self.methods.count).compactMap { self.counts(ofMethod: $0, route, in: meters) }
        }
        func family(
            _ name: String,
            _ help: String,
            _ kind: MetricFamily.Kind = .counter,
            _ samples: (CallCounts) -> [MetricFamily.Sample]
        ) -> MetricFamily {
            MetricFamily("kaa_rpc_\(name)", help, kind, counts.flatMap(samples))
        }
        func count(_ counts: CallCounts, _ number: Int) -> [MetricFamily.Sample] {
            [.init(labels: counts.labels, value: Double(number))]
        }
        return [
            family("calls_started_total", "Calls begun, by method.") { count($0, $0.started) },
            family("calls_total", "Calls ended, by method and status.", .counter, Self.endedSamples),
            family(
                "call_duration_seconds",
                "The time from the request's header to the status, by method.",
                .histogram,
                Self.durationSamples
            ),
            family("request_messages_total", "Request messages, by method.") { count($0, $0.messages[0]) },
            family("request_bytes_total", "Bytes of request messages as they came, by method; in process none.") {
                count($0, $0.messages[1])
            },
            family("response_messages_total", "Answer messages, by method.") { count($0, $0.messages[2]) },
            family("response_bytes_total", "Bytes of answer messages with prefixes, by method; in process none.") {
                count($0, $0.messages[3])
            },
        ]
    }

    /// What was counted of a method, or `nil` if it was not called.
    private func counts(ofMethod number: Int, _ route: CallRoute, in meters: [Meter]) -> CallCounts? {
        func sum(_ offset: Int) -> Int {
            meters.reduce(0) { $0 &+ $1[MeterLayout.index(offset, ofMethod: number)] }
        }
        let started = sum(MeterLayout.started)
        guard started > 0 else { return nil }
        let name = number < self.methods.count ? String(self.methods[number].path.dropFirst()) : "other"
        return CallCounts(
            labels: [.init("method", name), .init("route", route.rawValue)],
            started: started,
            ended: (0..<RPCCode.count).map { sum(MeterLayout.ended + $0) },
            durations: (0..<DurationBuckets.count).map { sum(MeterLayout.durations + $0) },
            seconds: Double(sum(MeterLayout.nanoseconds)) / 1_000_000_000,
            messages: (0..<4).map { sum(MeterLayout.requestMessages + $0) }
        )
    }

    private static func endedSamples(_ counts: CallCounts) -> [MetricFamily.Sample] {
        counts.ended.enumerated().compactMap { number, count in
            guard count > 0, let code = RPCCode(rawValue: number) else { return nil }
            return .init(labels: counts.labels + [.init("code", code.description)], value: Double(count))
        }
    }

    private static func durationSamples(_ counts: CallCounts) -> [MetricFamily.Sample] {
        var total = 0
        var samples: [MetricFamily.Sample] = []
        for (bound, count) in zip(DurationBuckets.labels + ["+Inf"], counts.durations) {
            total += count
            samples.append(
                .init(suffix: "_bucket", labels: counts.labels + [.init("le", bound)], value: Double(total))
            )
        }
        samples.append(.init(suffix: "_sum", labels: counts.labels, value: counts.seconds))
        samples.append(.init(suffix: "_count", labels: counts.labels, value: Double(total)))
        return samples
    }
}
