/// Why a connection is ended for what its peer does.
enum PeerViolation: Error, Hashable, Sendable, CaseIterable {
    /// Too many streams were reset by the peer before their calls were over (CVE-2023-44487).
    case resetFlood
    /// The peer made this side reset too many streams (CVE-2025-8671).
    case provokedResetFlood
    /// Too many SETTINGS, PING, PRIORITY or GOAWAY frames (CVE-2019-9512, CVE-2019-9513, CVE-2019-9515).
    case controlFlood
    /// Too many WINDOW_UPDATE frames for what was sent.
    case windowUpdateFlood
    /// Too many DATA frames in a row without a byte of data (CVE-2019-9518).
    case emptyFrameFlood
    /// A header block in too many frames or of too many bytes (CVE-2024-28182).
    case continuationFlood
    /// Too many frames of unknown types, or on streams that are over.
    case strayFrameFlood
    /// A frame on a stream that its number does not allow, which the library lets pass (RFC 9113 sections 5.1.1 and 6.3).
    case streamIdentifier
    /// A header list far over the limit (CVE-2026-49975).
    case headerListTooLarge
    /// More PING frames than the server permits (gRFC A8).
    case pingStrikes
    /// Answers that the peer asks for and does not read.
    case outboundQueue
    /// Bytes written that the peer does not take.
    case writeStall
    /// The peer did not begin to speak HTTP/2 in time.
    case handshakeTimeout
    /// A header block that did not arrive in time.
    case headerTimeout
    /// No sign of life.
    case keepaliveTimeout
}

extension PeerViolation {
    /// The error code of the last GOAWAY, or `nil` when none can be sent or none would be read.
    var goAwayCode: HTTP2ErrorCode? {
        switch self {
        case .handshakeTimeout: .settingsTimeout
        case .headerTimeout, .resetFlood, .provokedResetFlood, .controlFlood, .windowUpdateFlood, .emptyFrameFlood,
            .continuationFlood, .strayFrameFlood, .headerListTooLarge, .pingStrikes:
            .enhanceYourCalm
        case .keepaliveTimeout: .noError
        case .streamIdentifier: .protocolError
        case .outboundQueue, .writeStall: nil
        }
    }

    /// The debug text of the last GOAWAY; `too_many_pings` and `keepalive_timeout` are the texts that gRPC clients know.
    var debugText: String {
        switch self {
        case .resetFlood: "too_many_resets"
        case .provokedResetFlood: "too_many_stream_errors"
        case .controlFlood: "too_many_control_frames"
        case .windowUpdateFlood: "too_many_window_updates"
        case .emptyFrameFlood: "too_many_empty_frames"
        case .continuationFlood: "too_many_continuations"
        case .strayFrameFlood: "too_many_stray_frames"
        case .streamIdentifier: "stream_identifier"
        case .headerListTooLarge: "header_list_too_large"
        case .pingStrikes: "too_many_pings"
        case .outboundQueue: "answers_not_read"
        case .writeStall: "write_stall"
        case .handshakeTimeout: "handshake_timeout"
        case .headerTimeout: "header_timeout"
        case .keepaliveTimeout: "keepalive_timeout"
        }
    }

    /// What the end is counted as.
    var connectionEnd: ConnectionEnd {
        switch self {
        case .resetFlood, .provokedResetFlood: .resetFlood
        case .controlFlood, .windowUpdateFlood: .controlFlood
        case .emptyFrameFlood: .emptyFrames
        case .strayFrameFlood: .unknownFrames
        case .continuationFlood: .continuationFlood
        case .streamIdentifier: .protocolError
        case .headerListTooLarge: .headerListTooLarge
        case .pingStrikes: .pingStrikes
        case .outboundQueue: .outboundQueue
        case .writeStall: .writeStall
        case .handshakeTimeout: .handshakeTimeout
        case .headerTimeout: .headerTimeout
        case .keepaliveTimeout: .keepalive
        }
    }
}

extension ConnectionEnd {
    /// The debug text of the last GOAWAY of a connection that ends in peace (gRFC A9), perhaps empty.
    var debugText: String {
        switch self {
        case .idle: "max_idle"
        case .age: "max_age"
        default: ""
        }
    }
}
