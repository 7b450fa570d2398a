/// A write body that waits for its turn, with the task that waits for it.
struct PendingWrite: Sendable {
    /// What is to be done for the waiting task once the commit has succeeded or failed.
    enum Attempt {
        /// The changes stand if the commit succeeds.
        case succeeded(finish: (Result<Void, any Error>) -> Void)

        /// The body threw, so its changes are to be undone.
        case failed(finish: () -> Void)
    }

    let identifier: UInt64

    /// The flag of a body that has a transaction of its own, else `nil`.
    let exclusiveCancellation: CancellationFlag?

    /// Runs the body and keeps its result until the commit is decided.
    let attempt: @Sendable (WriteTransaction) -> Attempt

    /// Resumes the waiting task with an error, without having run the body.
    let refuse: @Sendable (any Error) -> Void

    init<T: Sendable>(
        identifier: UInt64,
        exclusiveCancellation: CancellationFlag?,
        continuation: CheckedContinuation<T, any Error>,
        body: @escaping @Sendable (WriteTransaction) throws -> T
    ) {
        self.identifier = identifier
        self.exclusiveCancellation = exclusiveCancellation
        self.attempt = { transaction in
            do {
                let value = try body(transaction)
                return .succeeded { continuation.resume(with: $0.map { value }) }
            } catch {
                return .failed { continuation.resume(throwing: error) }
            }
        }
        self.refuse = { continuation.resume(throwing: $0) }
    }

    /// Resumes the waiting task of a body that never ran, because the transaction had failed before.
    func refuseUnlessSuccess(_ outcome: Result<Void, any Error>) {
        if case .failure(let error) = outcome {
            self.refuse(error)
        }
    }
}
