import ArgumentParser
import KAARPC

/// A bound of the server, given as `NAME=VALUE`, so that tests need not wait as long as clients are given.
///
/// The names are those of ``RPCServerConfiguration``; times are in milliseconds.
struct ServerLimit: ExpressibleByArgument, Sendable {
    private static let times: [String: any WritableKeyPath<RPCServerConfiguration, Duration> & Sendable] = [
        "handshakeTimeout": \.handshakeTimeout,
        "messageTimeout": \.messageTimeout,
        "stallTimeout": \.stallTimeout,
        "writeTimeout": \.writeTimeout,
        "keepaliveTime": \.keepaliveTime,
        "keepaliveTimeout": \.keepaliveTimeout,
        "minimumPingInterval": \.minimumPingInterval,
        "minimumPingIntervalWithoutCalls": \.minimumPingIntervalWithoutCalls,
        "maximumConnectionAgeGrace": \.maximumConnectionAgeGrace,
        "shutdownGrace": \.shutdownGrace,
    ]
    private static let optionalTimes: [String: any WritableKeyPath<RPCServerConfiguration, Duration?> & Sendable] = [
        "maximumCallDuration": \.maximumCallDuration,
        "maximumConnectionIdle": \.maximumConnectionIdle,
        "maximumConnectionAge": \.maximumConnectionAge,
    ]
    private static let counts: [String: any WritableKeyPath<RPCServerConfiguration, Int> & Sendable] = [
        "maximumReceiveBytes": \.maximumReceiveBytes,
        "maximumConnections": \.maximumConnections,
        "maximumConnectionsPerAddress": \.maximumConnectionsPerAddress,
        "maximumConcurrentHandlers": \.maximumConcurrentHandlers,
        "maximumConcurrentCalls": \.maximumConcurrentCalls,
        "maximumBufferedBytes": \.maximumBufferedBytes,
    ]

    private let name: String
    private let value: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let value = Int(parts[1]), value >= 0 else { return nil }
        self.name = String(parts[0])
        self.value = value
        let names = [Array(Self.times.keys), Array(Self.optionalTimes.keys), Array(Self.counts.keys)].joined()
        guard names.contains(self.name) else { return nil }
    }

    func apply(to configuration: inout RPCServerConfiguration) {
        if let path = Self.times[self.name] {
            configuration[keyPath: path] = .milliseconds(self.value)
        } else if let path = Self.optionalTimes[self.name] {
            configuration[keyPath: path] = .milliseconds(self.value)
        } else if let path = Self.counts[self.name] {
            configuration[keyPath: path] = self.value
        }
    }
}
