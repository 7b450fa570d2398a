/// Why a connection is over: a closed list, so that it can be counted by.
///
/// The raw value is the label `reason` of `kaa_rpc_connections_closed_total`.
public enum ConnectionEnd: String, CaseIterable, Hashable, Sendable {
    /// The peer closed it.
    case peerClosed = "peer_closed"
    /// The socket failed.
    case transportError = "transport_error"
    /// The TLS handshake failed, or did not agree on HTTP/2.
    case tlsFailure = "tls_failure"
    /// The peer broke a rule of HTTP/2.
    case protocolError = "protocol_error"

    /// This side is shutting down, and the last call is over.
    case shutdown = "shutdown"
    /// This side is shutting down, and calls took longer than the grace.
    case shutdownGrace = "shutdown_grace"
    /// No call was made for too long.
    case idle = "idle"
    /// It was open for as long as a connection may be.
    case age = "age"
    /// The peer did not answer in the time that keepalive gives it.
    case keepalive = "keepalive"

    /// The TLS handshake or the first frames took too long.
    case handshakeTimeout = "handshake_timeout"
    /// The settings were not acknowledged in time.
    case settingsTimeout = "settings_timeout"
    /// A header block took too long.
    case headerTimeout = "header_timeout"
    /// The peer took nothing of what was sent for too long.
    case writeStall = "write_stall"

    /// The peer reset, or made this side reset, too many streams.
    case resetFlood = "reset_flood"
    /// The peer sent too many control frames.
    case controlFlood = "control_flood"
    /// The peer sent too many frames without content.
    case emptyFrames = "empty_frames"
    /// The peer sent too many frames of types that do not exist.
    case unknownFrames = "unknown_frames"
    /// A header block had too many CONTINUATION frames.
    case continuationFlood = "continuation_flood"
    /// A header block was far over the limit.
    case headerListTooLarge = "header_list_too_large"
    /// The peer sent too many PING frames.
    case pingStrikes = "ping_strikes"
    /// Too much waited to be sent.
    case outboundQueue = "outbound_queue"
}
