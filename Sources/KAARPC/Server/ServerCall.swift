import KAAWire

/// One call under way on the server: what stands between its transport and its handler.
struct ServerCall: Sendable {
    /// The transport of the call whose handler runs in this task.
    @TaskLocal static var current: (any ServerTransport)?

    let transport: any ServerTransport
    let interceptors: InterceptorChain

    /// Runs the interceptors and the handler, and tells what the status is to be.
    func perform(_ handler: RPCHandler, _ context: ServerContext) async -> CallOutcome {
        var context = context
        var result: Result<Void, RPCError>
        do {
            for interceptor in self.interceptors.beginning {
                try await interceptor.begin(&context)
            }
            try await handler.body(self, &context)
            result = .success(())
        } catch {
            result = .failure(RPCError(ending: error))
        }
        if let earlyEnd = self.transport.earlyEnd {
            result = .failure(earlyEnd)
        }
        for interceptor in self.interceptors.finishing {
            do {
                try await interceptor.finished(result, context)
            } catch {
                result = .failure(RPCError(ending: error))
            }
        }
        return CallOutcome(result, self.interceptors, context)
    }

    /// The next request message, or `nil` after the last.
    func receive<Request: WireMessage>(_ type: Request.Type, _ context: inout ServerContext) async throws -> Request? {
        guard let inbound = try await self.transport.receive() else { return nil }
        return try await self.admit(inbound, as: type, &context)
    }

    /// The only request message.
    ///
    /// - Throws: An ``RPCError`` with ``RPCCode/unimplemented`` if there is none or more than one.
    func receiveOnly<Request: WireMessage>(
        _ type: Request.Type,
        _ context: inout ServerContext
    ) async throws -> Request {
        if let inbound = self.transport.takeOnly() {
            return try await self.admit(inbound, as: type, &context)
        }
        guard let inbound = try await self.transport.receive() else {
            throw RPCError(.unimplemented, "The method takes one request message; none came.")
        }
        guard try await self.transport.receive() == nil else {
            throw RPCError(.unimplemented, "The method takes one request message; more came.")
        }
        return try await self.admit(inbound, as: type, &context)
    }

    private func admit<Request: WireMessage>(
        _ inbound: InboundMessage,
        as type: Request.Type,
        _ context: inout ServerContext
    ) async throws -> Request {
        let message = try inbound.isDecodedAside ? await inbound.decodedAside(as: type) : inbound.decoded(as: type)
        for interceptor in self.interceptors.receiving {
            try await interceptor.received(message, &context)
        }
        return message
    }

    /// Passes an answer message through the interceptors to the transport.
    func send<Response: WireMessage>(
        _ message: Response,
        _ context: ServerContext,
        compressed: Bool?
    ) async throws {
        let message = self.interceptors.sending.isEmpty ? message : try await self.intercepted(message, context)
        if try !self.transport.sendNow(message, compressed: compressed) {
            try await self.transport.send(message, compressed: compressed)
        }
    }

    // Of its own, so that calls without such interceptors do not look up the type of an optional answer at run time.
    @inline(never)
    private func intercepted<Response: WireMessage>(
        _ message: Response,
        _ context: ServerContext
    ) async throws -> Response {
        var message = message
        for interceptor in self.interceptors.sending {
            guard let other = try await interceptor.sending(message, context) else { continue }
            guard let other = other as? Response else {
                throw RPCError(.internalError, "A \(Response.wireName) was to be replaced by another type of message.")
            }
            message = other
        }
        return message
    }
}
