/// A read body that waits for a session, with the task that waits for it.
struct PendingRead: Sendable {
    let identifier: UInt64
    let cancellation: CancellationFlag

    /// Runs the body in the open transaction, and returns what resumes the waiting task.
    let run: @Sendable (ReadTransaction) -> () -> Void

    /// Resumes the waiting task with an error, without having run the body.
    let refuse: @Sendable (any Error) -> Void

    init<T: Sendable>(
        identifier: UInt64,
        cancellation: CancellationFlag,
        continuation: CheckedContinuation<T, any Error>,
        body: @escaping @Sendable (ReadTransaction) throws -> T
    ) {
        self.identifier = identifier
        self.cancellation = cancellation
        self.run = { transaction in
            let result = Result { try body(transaction) }
            return { continuation.resume(with: result) }
        }
        self.refuse = { continuation.resume(throwing: $0) }
    }
}
