import CProtobuf

/// Memory for one message, which is given back all at once.
@safe
@usableFromInline
struct WireArena {
    private let arena: UnsafeMutablePointer<kaa_arena>

    /// A budget for what is in memory already: it only keeps arithmetic from running over.
    static let unlimited = Int.max / 2

    /// Lends an arena that starts on the stack and grows by chunks.
    ///
    /// Always inlined, since a closure with a generic result would cost more than a small message does.
    ///
    /// - Parameters:
    ///   - budget: How many bytes it hands out at most.
    ///   - body: What uses the arena, and keeps no pointer into it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    @inline(__always)
    static func with<Result>(budget: Int, _ body: (WireArena) throws -> Result) throws -> Result {
        var arena = unsafe kaa_arena()
        return try unsafe withUnsafeMutablePointer(to: &arena) { arena in
            unsafe kaa_arena_init(arena, budget)
            defer { unsafe kaa_arena_destroy(arena) }
            return try unsafe body(WireArena(arena: arena))
        }
    }

    /// Has libprotobuf-c decode a message.
    ///
    /// - Parameters:
    ///   - bytes: The encoding, which the result has no pointer into.
    ///   - type: The message.
    /// - Returns: The C struct, which lives as long as the arena.
    /// - Throws: ``WireError``.
    func unpack(_ bytes: UnsafeRawBufferPointer, as type: any GeneratedMessage.Type) throws -> WireStruct {
        let message = unsafe protobuf_c_message_unpack(
            type.wireDescriptor.pointer,
            &self.arena.pointee.allocator,
            bytes.count,
            bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        )
        guard let message = unsafe message else {
            let budget = unsafe self.arena.pointee.budget
            throw unsafe self.arena.pointee.exhausted
                ? WireError(.tooLarge, "Decoding a \(type.wireName) takes more memory than \(budget) bytes.")
                : WireError(.malformed, "The bytes are no \(type.wireName).")
        }
        return unsafe WireStruct(message)
    }

    /// Memory for `count` elements, not initialized.
    ///
    /// - Throws: ``WireError`` if there is none left.
    @inlinable
    func allocate<Element>(_ type: Element.Type, count: Int) throws -> UnsafeMutablePointer<Element> {
        try unsafe self.allocate(byteCount: MemoryLayout<Element>.stride * count).bindMemory(to: type, capacity: count)
    }

    /// Memory of `byteCount` bytes, not initialized.
    ///
    /// - Throws: ``WireError`` if there is none left.
    @usableFromInline
    func allocate(byteCount: Int) throws -> UnsafeMutableRawPointer {
        guard let memory = unsafe kaa_arena_alloc(self.arena, max(byteCount, 1)) else {
            throw WireError(.tooLarge, "There is no memory left for the message.")
        }
        return unsafe memory
    }
}
