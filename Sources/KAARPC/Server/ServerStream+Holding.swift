import NIOCore

/// Answers that are ready and wait for something else than the client.
extension ServerStream: HeldAnswer {
    /// Whether this is the event loop, and no answer is on its way or held already.
    var canHoldAnswer: Bool {
        self.eventLoop.inEventLoop && self.hold == nil && self.connection != nil && !self.hasResponded
            && !self.hasQueuedOutbound
    }

    func holdAnswer(until gate: any AnswerGate, check: @escaping @Sendable () throws -> Void) {
        self.eventLoop.preconditionInEventLoop()
        self.hold = AnswerHold(check: check)
        gate.add(self)
    }

    func gateDidOpen(_ result: Result<Void, any Error>) {
        self.onLoop { self.release(result) }
    }

    private func release(_ result: Result<Void, any Error>) {
        // Without one the call has ended meanwhile, or its handler has failed after the answer.
        guard let hold = self.hold else { return }
        do {
            try result.get()
            try hold.check()
        } catch {
            let error = RPCError(ending: error)
            if hold.outcome != nil { self.finish(.failure(error)) } else { self.end(error) }
            return
        }
        self.hold = nil
        if hold.outcome != nil {
            self.finish(.success(()))
        } else if self.hasQueuedOutbound {
            self.willSendBody()
            self.connection?.setNeedsOutput()
        }
    }

    /// Sends nothing of an answer that is held.
    func dropHeldAnswer() {
        guard self.hold != nil else { return }
        self.hold = nil
        self.dropOutbound()
    }
}
