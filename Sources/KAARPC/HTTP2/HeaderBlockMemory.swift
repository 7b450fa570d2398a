/// The last header block of a request on a connection, as it came, so that its like need not be decoded again.
///
/// A client mostly sends the same fields call after call, and its token as a Huffman code that is never put into the table.
/// The same bytes mean the same as long as the table is the same. So a block is remembered only if decoding it left the
/// table as it was, and is forgotten at the first block that is not the same: nothing can have changed the table meanwhile.
///
/// In place of a remembered block the library gets a short one that it takes for a request, so that everything else that
/// it does for a stream stays; the fields are still there from the first time.
///
/// - Note: RFC 7541 sections 2.2 and 4. `docs/decisions/0011-remember-header-blocks.md`.
struct HeaderBlockMemory {
    /// The largest block that is remembered.
    private static let keptBytes = 4096

    /// `:method: POST`, `:scheme: http`, `:path: /`, all three of the static table, and `:authority: a` as a literal.
    private static let request: [UInt8] = [0x83, 0x86, 0x84, 0x01, 0x01, 0x61]
    /// What begins a literal with the name `content-length` of the static table, before the length of its value.
    private static let contentLength: [UInt8] = [0x0F, 0x0D]
    private static let mostDigits = 20

    /// The frame that stands in, without the type, flags and stream that ``withFrame(like:_:)`` fills in.
    private var frame: [UInt8] = []
    private var block: [UInt8] = []

    /// Whether the block is the remembered one.
    func holds(_ block: Span<UInt8>) -> Bool {
        guard block.count == self.block.count, !block.isEmpty else { return false }
        return block.elementsEqual(self.block)
    }

    /// Whether the block may be remembered, should it turn out to be a request's.
    static func isWorthKeeping(_ block: Span<UInt8>) -> Bool {
        block.count <= self.keptBytes && HeaderCompression.leavesTableAsItIs(block)
    }

    /// Remembers a block, unless the library may keep more of its fields for a stream than a stand-in tells.
    ///
    /// - Parameters:
    ///   - block: The block, which is worth keeping.
    ///   - fields: What it says.
    mutating func remember(_ block: Span<UInt8>, saying fields: borrowing HeaderFields) {
        guard let standIn = Self.standIn(for: fields) else { return }
        self.block = block.bytes
        self.frame = [0, 0, UInt8(standIn.count), 0, 0, 0, 0, 0, 0] + standIn
    }

    /// What makes the library treat a stream as the fields do: as that of a POST, with a body of that length if it is stated.
    ///
    /// `nil` for other methods, and for requests that say how urgent they are.
    private static func standIn(for fields: borrowing HeaderFields) -> [UInt8]? {
        var isPost = false
        var isPlain = !fields.isOverLimit
        var bytes = self.request
        fields.read { name, value in
            if name.equals(":method") {
                isPost = value.equals("POST")
            } else if name.equals("priority") {
                isPlain = false
            } else if name.equals("content-length") {
                isPlain = isPlain && bytes.count == self.request.count && value.count <= self.mostDigits
                bytes += self.contentLength + [UInt8(truncatingIfNeeded: value.count)] + value.bytes
            }
        }
        return isPost && isPlain ? bytes : nil
    }

    mutating func forget() {
        self.block.removeAll(keepingCapacity: true)
    }

    /// Lends the frame that stands in for one with the remembered block, which begins with `head`.
    mutating func withFrame<Result>(like head: Span<UInt8>, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        for index in 3..<HeaderFrame.headLength { self.frame[index] = head[index] }
        return try body(self.frame.span)
    }
}
