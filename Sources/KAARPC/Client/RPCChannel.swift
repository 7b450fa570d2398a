public import KAAWire

/// A way to reach services: over the network (``HTTP2Channel``) or in this process (``InProcessChannel``).
///
/// Every error thrown is an ``RPCError``.
public protocol RPCChannel: Sendable {
    /// Starts a call of any kind.
    ///
    /// - Parameters:
    ///   - method: The method to call.
    ///   - options: What the caller decides for this call.
    /// - Returns: The call, which is under way.
    /// - Throws: An ``RPCError`` if no connection could be made in time.
    func startCall<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions
    ) async throws -> ClientCall<Request, Response>
}

extension RPCChannel {
    /// Calls a method that takes one message and answers with one.
    ///
    /// Cancelling the task cancels the call.
    ///
    /// - Throws: The ``RPCError`` that ended the call.
    public func unary<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        _ request: Request,
        options: CallOptions = .standard
    ) async throws -> Response {
        let call: ClientCall<Request, Response> = try await self.startCall(method, options: options)
        try await call.requests.write(request)
        call.requests.finish()
        return try await call.responses.only()
    }

    /// Calls a method that takes one message and answers with any number.
    ///
    /// - Throws: An ``RPCError`` if the call could not be started; the stream throws the one that ended the call.
    public func serverStreaming<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        _ request: Request,
        options: CallOptions = .standard
    ) async throws -> ResponseStream<Response> {
        let call: ClientCall<Request, Response> = try await self.startCall(method, options: options)
        try await call.requests.write(request)
        call.requests.finish()
        return call.responses
    }

    /// Calls a method that takes any number of messages and answers with one.
    ///
    /// - Parameters:
    ///   - method: The method to call.
    ///   - options: What the caller decides for this call.
    ///   - send: Writes the messages; the last one has been written when it returns.
    /// - Returns: The answer.
    /// - Throws: The ``RPCError`` that ended the call, or what `send` throws, which cancels the call.
    public func clientStreaming<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        options: CallOptions = .standard,
        send: (RequestWriter<Request>) async throws -> Void
    ) async throws -> Response {
        let call: ClientCall<Request, Response> = try await self.startCall(method, options: options)
        do {
            try await send(call.requests)
        } catch {
            call.cancel()
            throw error
        }
        call.requests.finish()
        return try await call.responses.only()
    }

    /// Calls a method that takes any number of messages and answers with any number.
    ///
    /// - Parameters:
    ///   - method: The method to call.
    ///   - options: What the caller decides for this call.
    ///   - body: Writes and reads. When it returns, no message follows, and a server that does not end the call within a
    ///     second then is told that it is given up. When it throws, the call is given up at once.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public func bidirectional<Request: WireMessage, Response: WireMessage, Result>(
        _ method: MethodDescriptor,
        options: CallOptions = .standard,
        _ body: (RequestWriter<Request>, ResponseStream<Response>) async throws -> Result
    ) async throws -> Result {
        let call: ClientCall<Request, Response> = try await self.startCall(method, options: options)
        do {
            let result = try await body(call.requests, call.responses)
            await call.leave()
            return result
        } catch {
            call.cancel()
            throw error
        }
    }
}
