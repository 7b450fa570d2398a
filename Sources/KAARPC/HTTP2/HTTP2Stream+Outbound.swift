import KAAWire
import NIOCore

extension HTTP2Stream {
    /// Queues a message if this is the event loop, not too many bytes wait to be sent, and it is not to be compressed.
    ///
    /// - Returns: Whether that was so.
    final func sendNow<Message: WireMessage>(_ message: Message, compressed: Bool?) throws -> Bool {
        guard self.eventLoop.inEventLoop, self.outbound.byteCount <= Self.outboundHighWater,
            !self.compresses(compressed)
        else { return false }
        guard try self.takesMessages() else { return true }
        try self.queue(message)
        return true
    }

    private func queue<Message: WireMessage>(_ message: Message) throws {
        let byteCount = self.outbound.byteCount
        try self.outbound.append(message, limit: self.maximumSendBytes)
        self.didQueue(byteCount: self.outbound.byteCount - byteCount)
    }

    /// Queues a message and suspends while too many bytes wait to be sent.
    final func send<Message: WireMessage>(_ message: Message, compressed: Bool?) async throws {
        if self.compresses(compressed) {
            // Compressing takes many times as long as encoding, so it is no work for the event loop.
            let framed = try await withTaskExecutorPreference(globalConcurrentExecutor) {
                try ByteBuffer.compressed(message, limit: self.maximumSendBytes)
            }
            try await self.waitForRoom(queueing: framed)
        } else if self.eventLoop.inEventLoop {
            guard try self.takesMessages() else { return }
            try self.queue(message)
            guard self.outbound.byteCount > Self.outboundHighWater else { return }
            try await self.waitForRoom(queueing: nil)
        } else {
            var framed = ByteBuffer()
            _ = try framed.writeFramed(message, limit: self.maximumSendBytes)
            try await self.waitForRoom(queueing: framed)
        }
    }

    /// Queues a message that is framed already, and suspends while too many bytes wait to be sent.
    final func send(framed: ByteBuffer) async throws {
        guard self.eventLoop.inEventLoop else {
            try await self.waitForRoom(queueing: framed)
            return
        }
        guard try self.takesMessages() else { return }
        self.queue(framed: framed)
        guard self.outbound.byteCount > Self.outboundHighWater else { return }
        try await self.waitForRoom(queueing: nil)
    }

    /// Queues a message that is framed already; only on the event loop.
    final func queue(framed: ByteBuffer) {
        self.outbound.append(framed: framed)
        self.didQueue(byteCount: framed.readableBytes)
    }

    private func waitForRoom(queueing framed: ByteBuffer?) async throws {
        let wait = LoopWait<Void>()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                self.onLoop {
                    guard wait.park(continuation) else { return }
                    self.park(wait, queueing: framed)
                }
            }
        } onCancel: {
            self.onLoop {
                self.writers.removeAll { $0 === wait }
                wait.cancel()
            }
        }
    }

    private func park(_ wait: LoopWait<Void>, queueing framed: ByteBuffer?) {
        do {
            if let framed, try self.takesMessages() {
                self.queue(framed: framed)
            }
        } catch {
            wait.resume(with: .failure(error))
            return
        }
        if self.outbound.byteCount > Self.outboundHighWater {
            self.writers.append(wait)
        } else {
            wait.resume(with: .success(()))
        }
    }

    /// Whether a message would be sent; those after a successful end are dropped.
    ///
    /// - Throws: The error that ended the call.
    private func takesMessages() throws -> Bool {
        if case .failure(let error) = self.inboundEnd { throw error }
        return self.connection != nil && !self.hasEndedOutbound
    }

    private func didQueue(byteCount: Int) {
        self.countQueued()
        self.didQueueMessage(byteCount: byteCount)
        self.willSendBody()
        self.resumeBody()
    }

    /// Says that no message follows those queued.
    final func endOutbound(trailers: HeaderBlock?) {
        guard !self.hasEndedOutbound else { return }
        self.hasEndedOutbound = true
        self.trailers = trailers
        self.resumeBody()
    }

    /// Tells the connection how many more or fewer bytes are queued than when it was told last.
    final func countQueued() {
        let change = self.outbound.byteCount - self.countedOutbound
        guard change != 0 else { return }
        self.countedOutbound += change
        self.connection?.queue(change)
    }

    final var hasQueuedOutbound: Bool {
        !self.outbound.isEmpty
    }

    /// Forgets what is queued: the peer does not want it any more.
    final func dropOutbound() {
        self.outbound.removeAll()
        self.countQueued()
        self.resumeWriters()
    }

    private func resumeBody() {
        guard let connection = self.connection else { return }
        if self.isBodyDeferred {
            self.isBodyDeferred = false
            connection.session?.resumeBody(id: self.id)
        }
        connection.setNeedsOutput()
    }

    /// Gives the library body bytes, and the trailers when the body is over.
    final func provideBody(to target: UnsafeMutableRawBufferPointer) -> BodyPart {
        let count = unsafe self.outbound.move(to: target)
        self.progress.didSend(count)
        self.countQueued()
        if self.outbound.byteCount <= Self.outboundLowWater {
            self.resumeWriters()
        }
        if self.outbound.isEmpty, self.hasEndedOutbound {
            if let trailers = self.trailers {
                self.connection?.session?.submitTrailers(trailers, id: self.id)
            }
            return .last(count, hasTrailers: self.trailers != nil)
        }
        guard count > 0 else {
            self.isBodyDeferred = true
            return .nothingYet
        }
        return .bytes(count)
    }

    final func resumeWriters() {
        guard !self.writers.isEmpty else { return }
        let result: Result<Void, any Error> =
            if case .failure(let error) = self.inboundEnd { .failure(error) } else { .success(()) }
        for writer in self.writers {
            writer.resume(with: result)
        }
        self.writers.removeAll()
    }

    /// Ends the stream at once, in both directions.
    final func reset(code: HTTP2ErrorCode) {
        guard let connection = self.connection else { return }
        self.dropOutbound()
        connection.session?.reset(id: self.id, code: code)
        connection.setNeedsOutput()
    }

    /// Runs `body` on the event loop: now if already there, else soon.
    final func onLoop(_ body: @escaping @Sendable () -> Void) {
        if self.eventLoop.inEventLoop {
            body()
        } else {
            self.eventLoop.execute(body)
        }
    }
}
