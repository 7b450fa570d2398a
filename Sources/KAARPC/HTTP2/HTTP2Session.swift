import CNghttp2
import NIOCore

/// The HTTP/2 state machine of one connection: libnghttp2's session.
///
/// Belongs to its connection's event loop. Bytes go in through ``feed(_:)`` and come out through ``drain(into:limit:)``;
/// neither may be called while the other, or a callback, is running.
///
/// `@safe`: the library's session lives exactly as long as this object, which hands it to no one.
@safe
final class HTTP2Session {
    /// Which end of the connection this is.
    enum Side {
        case client
        case server
    }

    let side: Side
    private unowned let delegate: any HTTP2SessionDelegate
    private let session: OpaquePointer?
    private var isInLibrary = false
    /// The header block that is coming; blocks come one after the other (RFC 9113 section 4.3).
    ///
    /// In memory of its own: the library calls once for each field, and each access to a property would be checked anew.
    private let fields: UnsafeMutablePointer<HeaderFields>
    /// The last block of a request, if `fields` are still what it says.
    private var memory = HeaderBlockMemory()
    /// Whether the library reads a stand-in for the remembered block.
    private var isStandIn = false
    /// The last stream on which the library has taken a header block, or 0.
    private var completedRequest: UInt32 = 0

    init(side: Side, settings: HTTP2Settings, delegate: any HTTP2SessionDelegate) throws {
        self.side = side
        self.delegate = delegate
        let callbacks = try unsafe HTTP2SessionCallbacks.make()
        defer { unsafe nghttp2_session_callbacks_del(callbacks) }
        let option = try unsafe Self.makeOption()
        defer { unsafe nghttp2_option_del(option) }

        unsafe self.fields = .allocate(capacity: 1)
        unsafe self.fields.initialize(to: HeaderFields(maximumBytes: Int(settings.maximumHeaderListBytes)))
        var session: OpaquePointer?
        let result =
            switch side {
            case .client: unsafe nghttp2_session_client_new3(&session, callbacks, nil, option, nil)
            case .server: unsafe nghttp2_session_server_new3(&session, callbacks, nil, option, nil)
            }
        unsafe self.session = session
        try Self.check(result)
        unsafe nghttp2_session_set_user_data(self.session, Unmanaged.passUnretained(self).toOpaque())
        try self.submit(settings)
    }

    deinit {
        unsafe nghttp2_session_del(self.session)
        unsafe self.fields.deinitialize(count: 1)
        unsafe self.fields.deallocate()
    }

    /// The library's own limits: a second line behind this engine's (`docs/decisions`, RFC 9113 section 10.5).
    private static func makeOption() throws -> OpaquePointer? {
        var option: OpaquePointer?
        try unsafe Self.check(nghttp2_option_new(&option))
        unsafe nghttp2_option_set_no_auto_window_update(option, 1)
        unsafe nghttp2_option_set_no_closed_streams(option, 1)
        // Not so low that a flood ends without a GOAWAY before the accountant has seen it.
        unsafe nghttp2_option_set_max_outbound_ack(option, 1000)
        unsafe nghttp2_option_set_max_settings(option, 16)
        unsafe nghttp2_option_set_stream_reset_rate_limit(option, 500, 100)
        // The library counts reads, not frames, in this state: blocks that arrive byte by byte would end.
        unsafe nghttp2_option_set_max_continuations(option, 1_000_000)
        unsafe nghttp2_option_set_max_send_header_block_length(option, 65_536)
        unsafe nghttp2_option_set_max_deflate_dynamic_table_size(option, 4096)
        return unsafe option
    }

    private func submit(_ settings: HTTP2Settings) throws {
        var entries = [
            Self.entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, UInt32(settings.streamWindowBytes)),
            Self.entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, settings.maximumHeaderListBytes),
            Self.entry(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1),
        ]
        switch self.side {
        case .client:
            entries.append(Self.entry(NGHTTP2_SETTINGS_ENABLE_PUSH, 0))
        case .server:
            entries.append(Self.entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, settings.maximumConcurrentStreams))
        }
        let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
        try unsafe Self.check(nghttp2_submit_settings(self.session, none, entries, entries.count))
        let window = Int32(settings.connectionWindowBytes)
        try unsafe Self.check(nghttp2_session_set_local_window_size(self.session, none, 0, window))
    }

    private static func entry(_ setting: nghttp2_settings_id, _ value: UInt32) -> nghttp2_settings_entry {
        nghttp2_settings_entry(settings_id: Int32(setting.rawValue), value: value)
    }

    private static func check(_ result: Int32) throws {
        guard result == 0 else { throw HTTP2SessionError(code: Int(result)) }
    }
}

// MARK: - Bytes

extension HTTP2Session {
    /// Whether the session still takes bytes.
    var wantsInput: Bool {
        unsafe nghttp2_session_want_read(self.session) != 0
    }

    /// Whether the session has bytes to send or may come to.
    var wantsOutput: Bool {
        unsafe nghttp2_session_want_write(self.session) != 0
    }

    /// Frames that wait to be written, other than DATA.
    var outboundFrameCount: Int {
        unsafe nghttp2_session_get_outbound_queue_size(self.session)
    }

    /// Takes bytes from the peer.
    ///
    /// - Parameters:
    ///   - buffer: The bytes.
    ///   - headerFrames: The HEADERS frames that begin in them, all of them and in order.
    /// - Throws: ``HTTP2SessionError`` if the connection cannot go on; the session must not be used after that.
    func feed(_ buffer: ByteBuffer, headerFrames: [HeaderFrame]) throws {
        assert(!self.isInLibrary, "The session was fed from inside the library.")
        self.isInLibrary = true
        defer { self.isInLibrary = false }
        let bytes = buffer.readableBytesUInt8Span
        var position = 0
        for frame in headerFrames where self.side == .server {
            guard let place = frame.place(in: bytes.count) else {
                self.memory.forget()
                continue
            }
            let block = bytes.extracting(place.lowerBound + HeaderFrame.headLength..<place.upperBound)
            if self.memory.holds(block) {
                guard try self.feed(bytes.extracting(position..<place.lowerBound)) else { return }
                guard try self.feedStandIn(for: bytes.extracting(place)) else { return }
            } else {
                self.memory.forget()
                guard HeaderBlockMemory.isWorthKeeping(block) else { continue }
                self.completedRequest = 0
                guard try self.feed(bytes.extracting(position..<place.upperBound)) else { return }
                if self.completedRequest == frame.stream {
                    unsafe self.memory.remember(block, saying: self.fields.pointee)
                }
            }
            position = place.upperBound
        }
        _ = try self.feed(bytes.extracting(position..<bytes.count))
    }

    /// Gives the library a short request in place of a frame whose fields are there still.
    private func feedStandIn(for frame: Span<UInt8>) throws -> Bool {
        self.isStandIn = true
        defer { self.isStandIn = false }
        return try self.memory.withFrame(like: frame) { try self.feed($0) }
    }

    /// - Returns: Whether the library takes more.
    private func feed(_ bytes: Span<UInt8>) throws -> Bool {
        // Also in the middle of a read: one that has given up on its peer must not be fed again (CVE-2026-27135).
        guard bytes.count > 0, self.wantsInput else { return bytes.count == 0 }
        let result = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe nghttp2_session_mem_recv(self.session, bytes.baseAddress, bytes.count)
        }
        guard result >= 0 else { throw HTTP2SessionError(code: result) }
        return result == bytes.count
    }

    /// Moves out what is to be sent.
    ///
    /// - Parameters:
    ///   - buffer: Gets the bytes.
    ///   - limit: Stops after the frame that brings `buffer` to this size.
    /// - Throws: ``HTTP2SessionError`` if the connection cannot go on; the session must not be used after that.
    func drain(into buffer: inout ByteBuffer, limit: Int) throws {
        assert(!self.isInLibrary, "The session was drained from inside the library.")
        self.isInLibrary = true
        defer { self.isInLibrary = false }
        while buffer.readableBytes < limit {
            var bytes: UnsafePointer<UInt8>?
            let count = unsafe nghttp2_session_mem_send(self.session, &bytes)
            guard count > 0 else {
                guard count == 0 else { throw HTTP2SessionError(code: count) }
                return
            }
            unsafe buffer.writeBytes(UnsafeRawBufferPointer(start: bytes, count: count))
        }
    }
}

// MARK: - Streams

extension HTTP2Session {
    /// Opens a stream for a request whose body the stream provides.
    ///
    /// - Throws: ``HTTP2SessionError`` if the connection can open no more streams.
    func submitRequest(_ headers: HeaderBlock, for stream: HTTP2Stream) throws -> Int32 {
        let context = unsafe Unmanaged.passUnretained(stream).toOpaque()
        var provider = unsafe HTTP2SessionCallbacks.provider(for: stream)
        let id = unsafe headers.withFields { fields, count in
            unsafe nghttp2_submit_request(self.session, nil, fields, count, &provider, context)
        }
        guard id > 0 else { throw HTTP2SessionError(code: Int(id)) }
        return id
    }

    /// Answers with a header block and a body that the stream provides.
    func submitResponse(_ headers: HeaderBlock, for stream: HTTP2Stream) {
        var provider = unsafe HTTP2SessionCallbacks.provider(for: stream)
        let result = unsafe headers.withFields { fields, count in
            unsafe nghttp2_submit_response(self.session, stream.id, fields, count, &provider)
        }
        assert(result == 0, "A response was submitted for a stream that cannot take it: \(result).")
    }

    /// Answers with one header block and nothing else.
    func submitResponseWithoutBody(_ headers: HeaderBlock, for stream: HTTP2Stream) {
        let result = unsafe headers.withFields { fields, count in
            unsafe nghttp2_submit_response(self.session, stream.id, fields, count, nil)
        }
        assert(result == 0, "A response was submitted for a stream that cannot take it: \(result).")
    }

    /// Ends the body with a last header block.
    ///
    /// Only from inside ``HTTP2Stream/provideBody(to:)``: submitted earlier, the block would overtake the body.
    func submitTrailers(_ headers: HeaderBlock, id: Int32) {
        let result = unsafe headers.withFields { fields, count in
            unsafe nghttp2_submit_trailer(self.session, id, fields, count)
        }
        assert(result == 0, "Trailers were submitted for a stream that cannot take them: \(result).")
    }

    /// Lets the library ask the stream for body bytes again.
    func resumeBody(id: Int32) {
        // Fails when the stream is not waiting, which is no error: the library will ask by itself.
        _ = unsafe nghttp2_session_resume_data(self.session, id)
    }

    /// Ends a stream at once, dropping what it has queued.
    func reset(id: Int32, code: HTTP2ErrorCode) {
        _ = unsafe nghttp2_submit_rst_stream(self.session, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, code.rawValue)
    }

    /// Whether the peer has ended its half of a stream.
    func isRemoteClosed(id: Int32) -> Bool {
        unsafe nghttp2_session_get_stream_remote_close(self.session, id) != 0
    }

    /// Lets the peer send as many bytes more on the connection.
    func consumeOnConnection(_ count: Int) {
        _ = unsafe nghttp2_session_consume_connection(self.session, count)
    }

    /// Lets the peer send as many bytes more on a stream.
    func consumeOnStream(_ count: Int, id: Int32) {
        _ = unsafe nghttp2_session_consume_stream(self.session, id, count)
    }
}

// MARK: - Connection

extension HTTP2Session {
    /// Announces that the connection will end, without refusing requests that are on their way.
    func submitShutdownNotice() {
        _ = unsafe nghttp2_submit_shutdown_notice(self.session)
    }

    /// Refuses requests after the last one taken.
    ///
    /// - Parameters:
    ///   - code: Why.
    ///   - debugText: ASCII, for whoever looks at the frames.
    func submitGoAway(_ code: HTTP2ErrorCode, debugText: String = "") {
        let last = unsafe nghttp2_session_get_last_proc_stream_id(self.session)
        let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
        let text = Array(debugText.utf8)
        _ = unsafe nghttp2_submit_goaway(self.session, none, last, code.rawValue, text, text.count)
    }

    /// How many streams the peer lets this side have open at once.
    var maximumConcurrentStreams: Int {
        Int(unsafe nghttp2_session_get_remote_settings(self.session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS))
    }

    /// Goes on counting requests from a later number, an odd one.
    func skipStreams(to id: Int32) {
        _ = unsafe nghttp2_session_set_next_stream_id(self.session, id)
    }

    /// Asks the peer for a sign of life.
    func submitPing() {
        _ = unsafe nghttp2_submit_ping(self.session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
    }
}

// MARK: - Callbacks

extension HTTP2Session {
    func didBeginHeaders(id: Int32, isRequest: Bool) {
        if self.side == .server, isRequest {
            let stream = self.delegate.sessionDidBeginRequest(id: id)
            let context = unsafe Unmanaged.passUnretained(stream).toOpaque()
            _ = unsafe nghttp2_session_set_stream_user_data(self.session, id, context)
        }
        if !self.isStandIn { unsafe self.fields.pointee.begin() }
        self.stream(id: id)?.didBeginHeaders()
    }

    func didReceiveHeader(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) -> Bool {
        self.isStandIn ? true : unsafe self.fields.pointee.add(name: name, value: value)
    }

    func didReceiveHeaders(id: Int32, isEnd: Bool) {
        guard let stream = self.stream(id: id) else { return }
        self.completedRequest = UInt32(id)
        stream.didReceiveHeaders(unsafe self.fields.pointee, isEnd: isEnd)
        if isEnd { stream.didReceiveEnd() }
    }

    /// The stream that the connection gave to the library for `id`; the connection keeps it alive until it is closed.
    func stream(id: Int32) -> HTTP2Stream? {
        guard let context = unsafe nghttp2_session_get_stream_user_data(self.session, id) else { return nil }
        return unsafe Unmanaged<HTTP2Stream>.fromOpaque(context).takeUnretainedValue()
    }

    func didReceiveSettings(isAcknowledgement: Bool) {
        self.delegate.sessionDidReceiveSettings(isAcknowledgement: isAcknowledgement)
    }

    func didReceiveTooManyHeaders() {
        self.delegate.sessionDidReceiveTooManyHeaders()
    }

    func didReceivePing() {
        self.delegate.sessionDidReceivePing()
    }

    func didReceiveData() {
        self.delegate.sessionDidReceiveData()
    }

    func didSend(data byteCount: Int?) {
        self.delegate.sessionDidSend(data: byteCount)
    }

    func didSendReset(code: HTTP2ErrorCode) {
        self.delegate.sessionDidReset(code: code)
    }

    func didReceivePingAcknowledgement() {
        self.delegate.sessionDidReceivePingAcknowledgement()
    }

    func didReceiveGoAway(code: HTTP2ErrorCode, debugText: String) {
        self.delegate.sessionDidReceiveGoAway(code: code, debugText: debugText)
    }

    func didSendHeaders(id: Int32) {
        guard self.side == .client else { return }
        self.stream(id: id)?.didSendHeaders()
    }

    func didClose(id: Int32, code: HTTP2ErrorCode) {
        guard let stream = self.stream(id: id) else { return }
        self.delegate.sessionDidClose(stream, code: code)
    }

    /// A server that has said everything tells the client that the rest of its request is not wanted (RFC 9113 section 8.1).
    func didSendEndOfHeaders(id: Int32) {
        guard self.side == .server, !self.isRemoteClosed(id: id) else { return }
        self.reset(id: id, code: .noError)
    }
}
