import CProtobuf

/// Memory for one message, which is given back all at once.
@safe
struct WireArena {
    private let arena: UnsafeMutablePointer<kaa_arena>

    /// A budget for what is in memory already: it only keeps arithmetic from running over.
    static let unlimited = Int.max / 2

    /// Lends an arena that starts on the stack and grows by chunks.
    ///
    /// - Parameter budget: How many bytes it hands out at most.
    static func with<Result>(budget: Int, _ body: (WireArena) throws -> Result) throws -> Result {
        // Most messages fit, so that most calls allocate nothing here.
        try unsafe withUnsafeTemporaryAllocation(byteCount: 2048, alignment: 16) { scratch in
            var arena = unsafe kaa_arena()
            return try unsafe withUnsafeMutablePointer(to: &arena) { arena in
                unsafe kaa_arena_init(arena, scratch.baseAddress, scratch.count, budget)
                defer { unsafe kaa_arena_destroy(arena) }
                return try unsafe body(WireArena(arena: arena))
            }
        }
    }

    /// Has libprotobuf-c decode a message.
    ///
    /// - Throws: ``WireError``.
    func unpack(_ bytes: UnsafeRawBufferPointer, as descriptor: WireDescriptor, name: String) throws -> WireStruct {
        let message = unsafe protobuf_c_message_unpack(
            descriptor.pointer,
            &self.arena.pointee.allocator,
            bytes.count,
            bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        )
        guard let message = unsafe message else {
            throw unsafe self.arena.pointee.exhausted
                ? WireError(.tooLarge, "Decoding a \(name) takes more memory than \(self.arena.pointee.budget) bytes.")
                : WireError(.malformed, "The bytes are no \(name).")
        }
        return unsafe WireStruct(message)
    }

    /// Memory for `count` elements, not initialized.
    ///
    /// - Throws: ``WireError`` if there is none left.
    func allocate<Element>(_ type: Element.Type, count: Int) throws -> UnsafeMutablePointer<Element> {
        try unsafe self.allocate(byteCount: MemoryLayout<Element>.stride * count).bindMemory(to: type, capacity: count)
    }

    /// Memory of `byteCount` bytes, not initialized.
    ///
    /// - Throws: ``WireError`` if there is none left.
    func allocate(byteCount: Int) throws -> UnsafeMutableRawPointer {
        guard let memory = unsafe kaa_arena_alloc(self.arena, max(byteCount, 1)) else {
            throw WireError(.tooLarge, "There is no memory left for the message.")
        }
        return unsafe memory
    }
}
