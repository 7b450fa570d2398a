import DequeModule
import Synchronization

/// Shares the reading sessions among the reads; those that find none free wait in order of arrival.
///
/// A session that is done with one read goes straight on with the next, so under load a read costs no hand-over to
/// another thread but the one that resumes its task.
final class ReadQueue: Sendable {
    private struct State {
        var pending: Deque<PendingRead> = []
        var nextIdentifier: UInt64 = 0
        var idleReaders: [Int]
    }

    private let engine: any DatabaseEngine
    private let state: Mutex<State>

    init(engine: any DatabaseEngine) {
        self.engine = engine
        self.state = Mutex(State(idleReaders: Array(0..<engine.readerCount)))
    }

    /// Runs `body` in a read-only transaction on a thread of the engine.
    func read<T: Sendable>(_ body: @escaping @Sendable (ReadTransaction) throws -> T) async throws -> T {
        let cancellation = CancellationFlag()
        let identifier = self.state.withLock { state in
            state.nextIdentifier += 1
            return state.nextIdentifier
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                self.enqueue(
                    PendingRead(
                        identifier: identifier,
                        cancellation: cancellation,
                        continuation: continuation,
                        body: body
                    )
                )
            }
        } onCancel: {
            cancellation.cancel()
            self.withdraw(identifier)
        }
    }

    private func enqueue(_ read: PendingRead) {
        let (isCancelled, reader) = self.state.withLock { state -> (Bool, Int?) in
            // Looked at under the lock, because a cancellation before this point found nothing to withdraw.
            guard !Task.isCancelled else {
                return (true, nil)
            }
            state.pending.append(read)
            return (false, state.idleReaders.popLast())
        }
        if isCancelled {
            read.refuse(CancellationError())
        } else if let reader {
            self.engine.scheduleRead(reader) { session in
                self.drain(session, reader: reader)
            }
        }
    }

    /// Takes back a body that has not begun.
    private func withdraw(_ identifier: UInt64) {
        let withdrawn = self.state.withLock { state in
            state.pending.firstIndex { $0.identifier == identifier }.map { state.pending.remove(at: $0) }
        }
        withdrawn?.refuse(CancellationError())
    }

    private func drain(_ session: any EngineSession, reader: Int) {
        let transaction = ReadTransaction(session: session)
        while let read = self.next(reader) {
            session.cancellation = read.cancellation
            do {
                try session.beginReading()
                let resume = read.run(transaction)
                session.cancellation = nil
                if session.isInTransaction {
                    try session.rollBack()
                }
                resume()
            } catch {
                session.cancellation = nil
                read.refuse(error)
            }
        }
    }

    private func next(_ reader: Int) -> PendingRead? {
        self.state.withLock { state in
            guard let read = state.pending.popFirst() else {
                state.idleReaders.append(reader)
                return nil
            }
            return read
        }
    }
}
