import Synchronization

/// Numbers that only grow, written by one thread or by many, read by any.
///
/// `@unchecked Sendable`: the pointer never changes, and what it points to are atomics.
///
/// `@safe`: the memory lives exactly as long as this object, and every index is checked.
@safe
final class MeterCells: @unchecked Sendable {
    private let count: Int
    private let isShared: Bool
    private let start: UnsafeMutablePointer<Atomic<Int>>

    /// Creates numbers that are 0.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - isShared: Whether several threads add; one alone needs no locked instruction.
    init(count: Int, isShared: Bool) {
        self.count = count
        self.isShared = isShared
        unsafe self.start = .allocate(capacity: count)
        for index in 0..<count {
            unsafe (self.start + index).initialize(to: Atomic(0))
        }
    }

    deinit {
        unsafe self.start.deinitialize(count: self.count)
        unsafe self.start.deallocate()
    }

    func add(_ amount: Int, at index: Int) {
        precondition(index >= 0 && index < self.count, "There is no such number.")
        if self.isShared {
            unsafe self.start[index].wrappingAdd(amount, ordering: .relaxed)
        } else {
            let value = unsafe self.start[index].load(ordering: .relaxed)
            unsafe self.start[index].store(value &+ amount, ordering: .relaxed)
        }
    }

    subscript(index: Int) -> Int {
        precondition(index >= 0 && index < self.count, "There is no such number.")
        return unsafe self.start[index].load(ordering: .relaxed)
    }
}
