import CNghttp2

/// A HEADERS frame among bytes that were read at once.
struct HeaderFrame {
    /// The length of what comes before the header block in the frame (RFC 9113 section 4.1).
    static let headLength = 9

    let stream: UInt32
    private let flags: UInt32
    /// Where the frame begins in the bytes; negative if that was in bytes read before.
    private let start: Int
    private let blockLength: Int

    /// - Parameters:
    ///   - stream: The stream it is on.
    ///   - flags: Its flags.
    ///   - blockStart: Where the bytes after its nine first ones begin, in the bytes read.
    ///   - length: How many these are.
    init(stream: UInt32, flags: UInt32, blockStart: Int, length: Int) {
        self.stream = stream
        self.flags = flags
        self.start = blockStart - Self.headLength
        self.blockLength = length
    }

    /// Where the frame lies in `count` bytes, if it is there whole and has the whole of a header block and nothing else.
    func place(in count: Int) -> Range<Int>? {
        let others = NGHTTP2_FLAG_PADDED.rawValue | NGHTTP2_FLAG_PRIORITY.rawValue
        guard self.flags & NGHTTP2_FLAG_END_HEADERS.rawValue != 0, self.flags & others == 0 else { return nil }
        let end = self.start + Self.headLength + self.blockLength
        guard self.start >= 0, end <= count else { return nil }
        return self.start..<end
    }
}
