/// Bytes that are added piece by piece, and whose memory is used again.
///
/// What a growing array of the standard library does, without its costs for each of many small pieces.
///
/// `@safe`: the memory lives exactly as long as this value, which lends it only for the time of a call.
@safe
struct FieldBytes: ~Copyable {
    private static let smallest = 256

    private var memory: UnsafeMutableRawPointer?
    private var capacity = 0
    private(set) var count = 0

    deinit {
        unsafe self.memory?.deallocate()
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        self.reserve(bytes.count)
        if let memory = unsafe self.memory {
            unsafe (memory + self.count).copyMemory(from: source, byteCount: bytes.count)
            self.count += bytes.count
        }
    }

    private mutating func reserve(_ byteCount: Int) {
        guard self.count + byteCount > self.capacity else { return }
        var capacity = max(Self.smallest, self.capacity)
        while capacity < self.count + byteCount {
            capacity *= 2
        }
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        if let memory = unsafe self.memory {
            unsafe larger.copyMemory(from: memory, byteCount: self.count)
            unsafe memory.deallocate()
        }
        unsafe self.memory = larger
        self.capacity = capacity
    }

    /// Forgets the bytes, and gives the memory back if it is more than `keptBytes`.
    mutating func removeAll(keeping keptBytes: Int) {
        self.count = 0
        guard self.capacity > keptBytes else { return }
        unsafe self.memory?.deallocate()
        unsafe self.memory = nil
        self.capacity = 0
    }

    /// Lends the bytes.
    func read<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        let bytes = unsafe UnsafeRawBufferPointer(start: self.memory, count: self.count)
        return try unsafe body(Span(_unsafeBytes: bytes))
    }
}
