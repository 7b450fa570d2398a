/// The tasks that wait for the next attempt at a call.
struct AttemptWait: Sendable {
    typealias Continuation = CheckedContinuation<ClientStream, any Error>

    private var continuations: [Int: Continuation] = [:]
    private var lastNumber = 0

    /// A number for a task that may have to wait.
    mutating func takeNumber() -> Int {
        self.lastNumber += 1
        return self.lastNumber
    }

    mutating func add(_ continuation: Continuation, number: Int) {
        self.continuations[number] = continuation
    }

    mutating func remove(number: Int) -> Continuation? {
        self.continuations.removeValue(forKey: number)
    }

    mutating func removeAll() -> [Continuation] {
        defer { self.continuations = [:] }
        return Array(self.continuations.values)
    }
}
