import CNghttp2

// The closures below become C functions, which cannot capture anything: they name the type instead of `Self`.
private typealias Callbacks = HTTP2SessionCallbacks

/// The functions through which libnghttp2 calls back, and how they find the session and the stream they are about.
enum HTTP2SessionCallbacks {
    private static let proceed: Int32 = 0
    private static let longestDebugText = 64
    /// Makes the library stop taking bytes, with its state whole, so that a last GOAWAY can be sent.
    private static let stopsReading = Int32(NGHTTP2_ERR_PAUSE.rawValue)
    private static let endsConnection = Int32(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)

    /// A new set of callbacks; the caller frees it.
    static func make() throws -> OpaquePointer? {
        var callbacks: OpaquePointer?
        let result = unsafe nghttp2_session_callbacks_new(&callbacks)
        guard result == 0 else { throw HTTP2SessionError(code: Int(result)) }
        unsafe self.setHeaderCallbacks(callbacks)
        unsafe self.setFrameCallbacks(callbacks)
        return unsafe callbacks
    }

    private static func setHeaderCallbacks(_ callbacks: OpaquePointer?) {
        unsafe nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, context in
            guard let frame = unsafe frame?.pointee, let session = unsafe Callbacks.session(context) else {
                return Callbacks.proceed
            }
            let isRequest = unsafe frame.headers.cat == NGHTTP2_HCAT_REQUEST
            unsafe session.didBeginHeaders(id: frame.hd.stream_id, isRequest: isRequest)
            return Callbacks.proceed
        }
        unsafe nghttp2_session_callbacks_set_on_header_callback2(callbacks) { _, _, name, value, _, context in
            guard let session = unsafe Callbacks.session(context) else { return Callbacks.proceed }
            let nameBytes = unsafe nghttp2_rcbuf_get_buf(name)
            let valueBytes = unsafe nghttp2_rcbuf_get_buf(value)
            let mayGoOn = unsafe session.didReceiveHeader(
                name: UnsafeBufferPointer(start: nameBytes.base, count: nameBytes.len),
                value: UnsafeBufferPointer(start: valueBytes.base, count: valueBytes.len)
            )
            guard !mayGoOn else { return Callbacks.proceed }
            session.didReceiveTooManyHeaders()
            return Callbacks.stopsReading
        }
    }

    private static func setFrameCallbacks(_ callbacks: OpaquePointer?) {
        unsafe nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, context in
            guard let frame = unsafe frame, let session = unsafe Callbacks.session(context) else {
                return Callbacks.proceed
            }
            unsafe Callbacks.didReceive(frame, session)
            return Callbacks.proceed
        }
        unsafe nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, id, bytes, count, context in
            guard let session = unsafe Callbacks.session(context) else { return Callbacks.proceed }
            guard let stream = session.stream(id: id) else {
                session.consumeOnConnection(count)
                return Callbacks.proceed
            }
            unsafe stream.didReceiveBody(Span(_unsafeElements: UnsafeBufferPointer(start: bytes, count: count)))
            return Callbacks.proceed
        }
        // Never anything but 0 from here: the library leaks the stream otherwise.
        unsafe nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, id, code, context in
            unsafe Callbacks.session(context)?.didClose(id: id, code: HTTP2ErrorCode(rawValue: code))
            return Callbacks.proceed
        }
        unsafe nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, context in
            guard let frame = unsafe frame, let session = unsafe Callbacks.session(context) else {
                return Callbacks.proceed
            }
            unsafe Callbacks.didSend(frame, session)
            return Callbacks.proceed
        }
        unsafe nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks) { _, frame, error, context in
            guard let frame = unsafe frame, let session = unsafe Callbacks.session(context) else {
                return Callbacks.proceed
            }
            let head = unsafe frame.pointee.hd
            // Without this, an answer whose header block is too large to send would leave its stream open for ever.
            if head.type == UInt8(NGHTTP2_HEADERS.rawValue), error == NGHTTP2_ERR_FRAME_SIZE_ERROR.rawValue {
                session.reset(id: head.stream_id, code: .internalError)
            }
            return Callbacks.proceed
        }
    }

    private static func didReceive(_ frame: UnsafePointer<nghttp2_frame>, _ session: HTTP2Session) {
        let head = unsafe frame.pointee.hd
        switch UInt32(head.type) {
        case NGHTTP2_HEADERS.rawValue:
            session.didReceiveHeaders(id: head.stream_id, isEnd: head.isEndOfStream)

        case NGHTTP2_DATA.rawValue:
            session.didReceiveData()
            if head.isEndOfStream { session.stream(id: head.stream_id)?.didReceiveEnd() }

        case NGHTTP2_SETTINGS.rawValue:
            session.didReceiveSettings(isAcknowledgement: head.isAcknowledgement)

        case NGHTTP2_PING.rawValue:
            if head.isAcknowledgement { session.didReceivePingAcknowledgement() } else { session.didReceivePing() }

        case NGHTTP2_GOAWAY.rawValue:
            unsafe Callbacks.didReceiveGoAway(frame.pointee.goaway, session)

        default:
            return
        }
    }

    private static func didReceiveGoAway(_ frame: nghttp2_goaway, _ session: HTTP2Session) {
        let bytes = unsafe UnsafeBufferPointer(start: frame.opaque_data, count: frame.opaque_data_len)
        session.didReceiveGoAway(
            code: unsafe HTTP2ErrorCode(rawValue: frame.error_code),
            debugText: unsafe String(decoding: bytes.prefix(Self.longestDebugText), as: UTF8.self)
        )
    }

    private static func didSend(_ frame: UnsafePointer<nghttp2_frame>, _ session: HTTP2Session) {
        let head = unsafe frame.pointee.hd
        switch UInt32(head.type) {
        case NGHTTP2_DATA.rawValue:
            session.didSend(data: head.length)

        case NGHTTP2_HEADERS.rawValue:
            session.didSend(data: nil)
            session.didSendHeaders(id: head.stream_id)
            if head.isEndOfStream { session.didSendEndOfHeaders(id: head.stream_id) }

        case NGHTTP2_RST_STREAM.rawValue:
            session.didSendReset(code: unsafe HTTP2ErrorCode(rawValue: frame.pointee.rst_stream.error_code))

        default:
            return
        }
    }

    /// Where the library gets the body of a stream from.
    static func provider(for stream: HTTP2Stream) -> nghttp2_data_provider {
        let context = unsafe Unmanaged.passUnretained(stream).toOpaque()
        return unsafe nghttp2_data_provider(source: nghttp2_data_source(ptr: context)) {
            _,
            _,
            target,
            capacity,
            flags,
            source,
            _ in
            guard let flags = unsafe flags, let context = unsafe source?.pointee.ptr else {
                return Int(Callbacks.endsConnection)
            }
            let stream = unsafe Unmanaged<HTTP2Stream>.fromOpaque(context).takeUnretainedValue()
            let part = unsafe stream.provideBody(
                to: UnsafeMutableRawBufferPointer(start: target, count: capacity)
            )
            switch part {
            case .bytes(let count):
                return count

            case .nothingYet:
                return Int(NGHTTP2_ERR_DEFERRED.rawValue)

            case .last(let count, let hasTrailers):
                unsafe flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
                if hasTrailers { unsafe flags.pointee |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue }
                return count
            }
        }
    }

    private static func session(_ context: UnsafeMutableRawPointer?) -> HTTP2Session? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<HTTP2Session>.fromOpaque(context).takeUnretainedValue()
    }
}

extension nghttp2_frame_hd {
    /// Whether the frame, a HEADERS or DATA, is the last of its direction.
    var isEndOfStream: Bool {
        UInt32(self.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
    }

    /// Whether the frame, a SETTINGS or PING, answers one of this side.
    var isAcknowledgement: Bool {
        UInt32(self.flags) & NGHTTP2_FLAG_ACK.rawValue != 0
    }
}
