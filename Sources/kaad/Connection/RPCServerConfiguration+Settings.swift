import KAAKernel
import KAARPC

extension RPCServerConfiguration {
    /// Takes over what callers are held to.
    mutating func apply(_ limits: ServerLimits) {
        self.maximumReceiveBytes = limits.maximumMessageBytes
        self.maximumSendBytes = limits.maximumAnswerBytes
        self.maximumMetadataBytes = limits.maximumMetadataBytes
        self.maximumBufferedBytes = limits.maximumBufferedBytes
        self.maximumQueuedBytes = limits.maximumQueuedBytes
        self.maximumHeldBytes = limits.maximumHeldBytes
        self.maximumConnections = limits.maximumConnections
        self.maximumConnectionsPerAddress = limits.maximumConnectionsPerAddress
        self.maximumConcurrentStreams = UInt32(clamping: limits.maximumStreamsPerConnection)
        // A client that cancels may begin a call before the handler of the last one has returned.
        self.maximumConcurrentHandlers = 2 * limits.maximumStreamsPerConnection
        self.maximumConcurrentCalls = limits.maximumConcurrentCalls
        self.maximumCallDuration = limits.maximumCallDuration
        self.handshakeTimeout = limits.handshakeTimeout
        self.messageTimeout = limits.messageTimeout
        self.stallTimeout = limits.stallTimeout
        self.writeTimeout = limits.writeTimeout
        self.shutdownGrace = limits.shutdownGrace
    }

    /// Takes over how long connections last.
    mutating func apply(_ keepalive: ServerKeepalive) {
        self.keepaliveTime = keepalive.time
        self.keepaliveTimeout = keepalive.timeout
        self.minimumPingInterval = keepalive.minimumPingInterval
        self.minimumPingIntervalWithoutCalls = keepalive.minimumIdlePingInterval
        self.maximumConnectionIdle = keepalive.maximumIdle
        self.maximumConnectionAge = keepalive.maximumAge
        self.maximumConnectionAgeGrace = keepalive.maximumAgeGrace
    }
}
