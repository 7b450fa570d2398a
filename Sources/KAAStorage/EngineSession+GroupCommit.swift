/// What one body of a group has come to before the commit.
private struct Attempted {
    /// Resumes the waiting task, given the outcome of the transaction.
    let finish: (Result<Void, any Error>) -> Void

    /// The failure that ends the transaction for everyone, if there is one.
    var fatal: (any Error)?
}

extension EngineSession {
    /// The failure of everyone whose transaction the engine ended by itself.
    var transactionLost: StorageError {
        StorageError(.unavailable, "The database ended the transaction early, for want of space or memory.")
    }

    /// Runs `writes` in one transaction, each in a savepoint, and resumes each with what became of it.
    ///
    /// A body that fails is undone alone. If the commit fails, all of them have failed.
    func commitTogether(_ writes: [PendingWrite], transaction: WriteTransaction) {
        var finishes: [(Result<Void, any Error>) -> Void] = []
        finishes.reserveCapacity(writes.count)
        var outcome = Result { try self.begin() }
        for write in writes {
            guard case .success = outcome else {
                finishes.append(write.refuseUnlessSuccess)
                continue
            }
            let attempted = self.attempt(write, transaction: transaction)
            finishes.append(attempted.finish)
            if let fatal = attempted.fatal {
                outcome = .failure(fatal)
            }
        }
        if case .success = outcome {
            outcome = Result { try self.commit() }
        }
        if self.isInTransaction {
            // The outcome already tells the failure that led here; a failing rollback adds nothing to it.
            try? self.rollBack()
        }
        let actions = transaction.commitActions
        transaction.commitActions = []
        if case .success = outcome {
            for action in actions {
                action()
            }
        }
        for finish in finishes {
            finish(outcome)
        }
    }

    private func attempt(_ write: PendingWrite, transaction: WriteTransaction) -> Attempted {
        do {
            try self.beginSavepoint()
        } catch {
            return Attempted(finish: write.refuseUnlessSuccess, fatal: error)
        }
        let actionCount = transaction.commitActions.count
        let result = write.attempt(transaction)
        // From here on cancelling comes too late; it must not stop the clean-up or the commit.
        self.cancellation = nil
        switch result {
        case .succeeded(let finish):
            return self.keep(finish, transaction: transaction, actionCount: actionCount)

        case .failed(let finish):
            let undone = Result { try self.undo(transaction, keeping: actionCount) }
            return Attempted(finish: { _ in finish() }, fatal: undone.failure)
        }
    }

    private func keep(
        _ finish: @escaping (Result<Void, any Error>) -> Void,
        transaction: WriteTransaction,
        actionCount: Int
    ) -> Attempted {
        do {
            guard self.isInTransaction else {
                throw self.transactionLost
            }
            guard self.hasUnresolvedConstraints else {
                try self.releaseSavepoint()
                return Attempted(finish: finish)
            }
            try self.undo(transaction, keeping: actionCount)
            let error = StorageError(.foreignKeyViolation, "A row refers to one that does not exist.")
            return Attempted { _ in finish(.failure(error)) }
        } catch {
            return Attempted(finish: finish, fatal: error)
        }
    }

    /// Undoes what a body changed and what it wanted done after the commit.
    private func undo(_ transaction: WriteTransaction, keeping actionCount: Int) throws {
        transaction.commitActions.removeSubrange(actionCount...)
        guard self.isInTransaction else {
            throw self.transactionLost
        }
        try self.rollBackSavepoint()
    }
}

extension Result {
    fileprivate var failure: Failure? {
        switch self {
        case .success: nil
        case .failure(let error): error
        }
    }
}
