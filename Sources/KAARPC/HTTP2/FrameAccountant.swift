import CNghttp2
import NIOCore

/// Reads the frame headers of what a peer sends, before the library does, and judges the peer by them.
///
/// The library answers most floods as the protocol asks, one frame for each, and tells nobody about frames that it ignores.
/// What follows from a flood is decided here, from nine bytes a frame.
///
/// - Note: RFC 9113 sections 4.1 and 10.5.
struct FrameAccountant {
    /// The client's connection preface, which comes before the first frame (RFC 9113 section 3.4).
    private static let prefaceLength = 24
    /// For how many header frames of a read memory is kept.
    private static let keptHeaderFrames = 64
    /// A stray frame costs a token, and one more for each of these many bytes.
    private static let bytesPerStrayToken = 1024

    private let limits: FrameLimits
    private var resets: TokenBucket?
    private var provokedResets: TokenBucket
    private var controls: TokenBucket
    private var windowUpdates: TokenBucket
    private var strays: TokenBucket

    private var toSkip: Int
    private var header: UInt128 = 0
    private var headerFill = 0
    private var padsUnread = false
    private var frameLength = 0
    private var emptyDataRun = 0
    private var continuations = 0
    private var headerBlockBytes = 0
    /// DATA frames seen here and not yet by the library's callbacks.
    private var undeliveredData = 0
    /// `nil` when the peer is a server, which opens no streams.
    private var skippedStreams: SkippedStreams?
    /// The HEADERS frames that begin in the bytes accounted last.
    private(set) var headerFrames: [HeaderFrame] = []

    /// - Parameters:
    ///   - limits: What the peer may send.
    ///   - peerIsClient: Whether its preface comes first.
    ///   - now: The time.
    init(limits: FrameLimits, peerIsClient: Bool, now: NIODeadline) {
        func bucket(_ rate: FrameLimits.Rate) -> TokenBucket {
            TokenBucket(burst: rate.burst, perSecond: rate.perSecond, now: now)
        }
        self.limits = limits
        self.resets = limits.resets.map(bucket)
        self.provokedResets = bucket(limits.provokedResets)
        self.controls = bucket(limits.controls)
        self.windowUpdates = bucket(limits.windowUpdates)
        self.strays = bucket(limits.strays)
        self.toSkip = peerIsClient ? Self.prefaceLength : 0
        self.skippedStreams = peerIsClient ? SkippedStreams() : nil
    }
}

extension FrameAccountant {
    /// Takes bytes that are about to be fed to the library.
    ///
    /// - Throws: The violation that the bytes complete; the connection is to be ended and the bytes are not to be fed.
    /// - Complexity: O(*frames*), not O(*bytes*).
    mutating func account(_ bytes: Span<UInt8>, now: NIODeadline) throws(PeerViolation) {
        var position = 0
        self.headerFrames.removeAll(keepingCapacity: self.headerFrames.count <= Self.keptHeaderFrames)
        while position < bytes.count {
            if self.toSkip > 0 {
                let count = min(self.toSkip, bytes.count - position)
                if self.padsUnread {
                    self.padsUnread = false
                    try self.countData(empty: Int(bytes[position]) + 1 >= self.frameLength)
                }
                self.toSkip -= count
                position += count
                continue
            }
            while self.headerFill < HeaderFrame.headLength, position < bytes.count {
                self.header = self.header << 8 | UInt128(bytes[position])
                self.headerFill += 1
                position += 1
            }
            guard self.headerFill == HeaderFrame.headLength else { return }
            try self.countFrame(endingAt: position, now: now)
            self.header = 0
            self.headerFill = 0
        }
    }

    /// Counts the frame whose head has been read and ends at `end`.
    private mutating func countFrame(endingAt end: Int, now: NIODeadline) throws(PeerViolation) {
        let length = Int(self.header >> 48)
        let type = UInt32(truncatingIfNeeded: self.header >> 40 & 0xFF)
        let flags = UInt32(truncatingIfNeeded: self.header >> 32 & 0xFF)
        let stream = UInt32(truncatingIfNeeded: self.header & 0x7FFF_FFFF)
        self.frameLength = length
        self.toSkip = length
        if type != NGHTTP2_DATA.rawValue {
            self.emptyDataRun = 0
        }
        switch type {
        case NGHTTP2_DATA.rawValue:
            self.undeliveredData += 1
            if flags & NGHTTP2_FLAG_END_STREAM.rawValue != 0 {
                self.emptyDataRun = 0
            } else if flags & NGHTTP2_FLAG_PADDED.rawValue != 0, length > 0 {
                self.padsUnread = true
            } else {
                try self.countData(empty: length == 0)
            }

        case NGHTTP2_HEADERS.rawValue, NGHTTP2_PUSH_PROMISE.rawValue:
            self.continuations = 0
            self.headerBlockBytes = length
            guard self.skippedStreams?.permits(stream) != false else { throw .streamIdentifier }
            self.headerFrames.append(HeaderFrame(stream: stream, flags: flags, blockStart: end, length: length))

        case NGHTTP2_CONTINUATION.rawValue:
            self.continuations += 1
            self.headerBlockBytes += length
            guard self.continuations <= self.limits.continuations,
                self.headerBlockBytes <= self.limits.headerBlockBytes
            else { throw .continuationFlood }

        case NGHTTP2_RST_STREAM.rawValue:
            guard self.resets?.take(now: now) != false else { throw .resetFlood }

        case NGHTTP2_WINDOW_UPDATE.rawValue:
            guard self.windowUpdates.take(now: now) else { throw .windowUpdateFlood }

        case NGHTTP2_PRIORITY.rawValue where stream == 0:
            throw .streamIdentifier

        case NGHTTP2_SETTINGS.rawValue, NGHTTP2_PING.rawValue, NGHTTP2_PRIORITY.rawValue, NGHTTP2_GOAWAY.rawValue:
            guard self.controls.take(now: now) else { throw .controlFlood }

        default:
            try self.countStray(1 + length / Self.bytesPerStrayToken, now: now)
        }
    }

    private mutating func countData(empty: Bool) throws(PeerViolation) {
        self.emptyDataRun = empty ? self.emptyDataRun + 1 : 0
        guard self.emptyDataRun <= self.limits.emptyDataRun else { throw .emptyFrameFlood }
    }

    private mutating func countStray(_ tokens: Int, now: NIODeadline) throws(PeerViolation) {
        guard self.strays.take(tokens, now: now) else { throw .strayFrameFlood }
    }
}

extension FrameAccountant {
    /// The library has handed on a DATA frame.
    mutating func didDeliverData() {
        self.undeliveredData -= 1
    }

    /// The bytes accounted last have been fed: the DATA frames that nobody heard of were for streams that are over.
    ///
    /// - Throws: ``PeerViolation/strayFrameFlood``.
    mutating func settle(now: NIODeadline) throws(PeerViolation) {
        // The last frame may have its end still to come.
        let strays = self.undeliveredData - (self.toSkip > 0 ? 1 : 0)
        guard strays > 0 else { return }
        self.undeliveredData -= strays
        try self.countStray(strays, now: now)
    }

    /// This side has reset a stream for an error of the peer.
    ///
    /// - Throws: ``PeerViolation/provokedResetFlood``.
    mutating func didProvokeReset(now: NIODeadline) throws(PeerViolation) {
        guard self.provokedResets.take(now: now) else { throw .provokedResetFlood }
    }

    /// A call has run to its end, which earns the peer a reset.
    mutating func didCompleteCall() {
        self.resets?.credit(1)
    }

    /// A frame of data has gone out, which earns the peer updates of both windows.
    mutating func didSendData() {
        self.windowUpdates.credit(2)
    }
}
