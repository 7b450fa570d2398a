import DequeModule
import KAAWire
import Synchronization

/// One direction of a call in process: a few message values between a writer and a reader.
final class MessagePipe: Sendable {
    /// Messages that may wait unread before a writer is suspended.
    private static let capacity = 16

    private struct Writer: Sendable {
        let number: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Reader: Sendable {
        let number: Int
        let continuation: CheckedContinuation<(any WireMessage)?, any Error>
    }

    private struct State: Sendable {
        var messages: Deque<any WireMessage> = []
        var end: Result<Void, RPCError>?
        var writers: Deque<Writer> = []
        var readers: Deque<Reader> = []
        var lastNumber = 0

        /// What a reader gets now, or `nil` if it has to wait.
        mutating func next() -> Result<(any WireMessage)?, any Error>? {
            if let message = self.messages.popFirst() { return .success(message) }
            switch self.end {
            case .success: return .success(nil)
            case .failure(let error): return .failure(error)
            case nil: return nil
            }
        }
    }

    private let state = Mutex(State())

    /// Adds a message and suspends while too many are unread; after a successful end, messages are dropped.
    ///
    /// - Throws: The error of a failed end, or `CancellationError`.
    func push(_ message: any WireMessage) async throws {
        let (reader, isFull) = try self.state.withLock { state in
            if case .failure(let error) = state.end { throw error }
            guard state.end == nil else { return (Reader?.none, false) }
            if let reader = state.readers.popFirst() { return (reader, false) }
            state.messages.append(message)
            return (nil, state.messages.count > Self.capacity)
        }
        reader?.continuation.resume(returning: message)
        if isFull {
            try await self.waitForRoom()
        }
    }

    private func waitForRoom() async throws {
        let number = self.takeNumber()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = self.state.withLock { state -> Result<Void, any Error>? in
                    if case .failure(let error) = state.end { return .failure(error) }
                    guard state.end == nil, state.messages.count > Self.capacity else { return .success(()) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.writers.append(Writer(number: number, continuation: continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let writer = self.state.withLock { state in
                state.writers.firstIndex { $0.number == number }.map { state.writers.remove(at: $0) }
            }
            writer?.continuation.resume(throwing: CancellationError())
        }
    }

    /// The next message, or `nil` after a successful end.
    ///
    /// - Throws: The error of a failed end, or `CancellationError`.
    func pop() async throws -> (any WireMessage)? {
        if let next = self.state.withLock({ $0.next() }) {
            self.resumeWriters()
            return try next.get()
        }
        let number = self.takeNumber()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = self.state.withLock { state -> Result<(any WireMessage)?, any Error>? in
                    if let next = state.next() { return next }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.readers.append(Reader(number: number, continuation: continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let reader = self.state.withLock { state in
                state.readers.firstIndex { $0.number == number }.map { state.readers.remove(at: $0) }
            }
            reader?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Says that no message follows; the first call counts.
    ///
    /// - Parameters:
    ///   - end: Whether the call failed, and why.
    ///   - drops: Whether messages that are still unread are lost.
    func finish(_ end: Result<Void, RPCError>, droppingUnread drops: Bool = false) {
        let (readers, writers) = self.state.withLock { state in
            if drops { state.messages.removeAll() }
            guard state.end == nil else { return (Deque<Reader>(), Deque<Writer>()) }
            state.end = end
            defer {
                state.readers = []
                state.writers = []
            }
            return (state.readers, state.writers)
        }
        for reader in readers {
            reader.continuation.resume(with: end.map { nil }.mapError { $0 })
        }
        for writer in writers {
            writer.continuation.resume(with: end.mapError { $0 })
        }
    }

    private func resumeWriters() {
        let writers = self.state.withLock { state in
            guard state.messages.count <= Self.capacity / 2 else { return Deque<Writer>() }
            defer { state.writers = [] }
            return state.writers
        }
        for writer in writers {
            writer.continuation.resume()
        }
    }

    private func takeNumber() -> Int {
        self.state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
    }
}
