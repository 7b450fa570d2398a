/// Handlers by the bytes of their path: open addressing, at most half full.
struct PathTable: Sendable {
    private struct Slot: Sendable {
        let path: [UInt8]
        let handler: RPCHandler
    }

    private var slots: [Slot?]
    private let mask: UInt64

    init(_ handlers: [RPCHandler]) {
        var capacity = 8
        while capacity < handlers.count * 2 {
            capacity *= 2
        }
        self.slots = Array(repeating: nil, count: capacity)
        self.mask = UInt64(capacity - 1)
        for handler in handlers {
            let path = Array(handler.method.path.utf8)
            var index = Self.hash(path.span) & self.mask
            while self.slots[Int(index)] != nil {
                index = (index + 1) & self.mask
            }
            self.slots[Int(index)] = Slot(path: path, handler: handler)
        }
    }

    func handler(forPath path: Span<UInt8>) -> RPCHandler? {
        var index = Self.hash(path) & self.mask
        while let slot = self.slots[Int(index)] {
            if path.elementsEqual(slot.path) { return slot.handler }
            index = (index + 1) & self.mask
        }
        return nil
    }

    /// FNV-1a, which is enough: the paths are fixed at start, so a caller cannot make them collide.
    private static func hash(_ path: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in path.indices {
            hash = (hash ^ UInt64(path[index])) &* 0x100_0000_01B3
        }
        return hash
    }
}
