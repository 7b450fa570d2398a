/// The open streams of a connection.
///
/// The library finds a stream by its number; this keeps it alive and lists it. Every stream knows its place, so that adding and
/// removing need no search.
struct StreamTable {
    private var slots: [HTTP2Stream?] = []
    private var freeSlots: [Int] = []

    /// How many there are.
    private(set) var count = 0

    var isEmpty: Bool {
        self.count == 0
    }

    /// Every stream, in no particular order.
    ///
    /// - Complexity: O(*n*) over the most that were open at once.
    var all: [HTTP2Stream] {
        self.slots.compactMap { $0 }
    }

    mutating func insert(_ stream: HTTP2Stream) {
        self.count += 1
        if let slot = self.freeSlots.popLast() {
            stream.slot = slot
            self.slots[slot] = stream
        } else {
            stream.slot = self.slots.count
            self.slots.append(stream)
        }
    }

    mutating func remove(_ stream: HTTP2Stream) {
        self.count -= 1
        self.slots[stream.slot] = nil
        self.freeSlots.append(stream.slot)
    }

    mutating func removeAll() {
        self = StreamTable()
    }
}
