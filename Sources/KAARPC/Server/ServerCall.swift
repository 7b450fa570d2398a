import KAAWire
import Synchronization

/// One call under way on the server: what stands between its transport and its handler.
final class ServerCall: Sendable {
    private let transport: any ServerTransport
    private let interceptors: [any ServerInterceptor]
    private let currentContext: Mutex<ServerContext>

    init(transport: any ServerTransport, interceptors: [any ServerInterceptor], context: ServerContext) {
        self.transport = transport
        self.interceptors = interceptors
        self.currentContext = Mutex(context)
    }

    /// The context as the interceptors have made it so far.
    var context: ServerContext {
        self.currentContext.withLock { $0 }
    }

    /// Runs the interceptors and the handler, and tells what the status is to be.
    func perform(_ handler: RPCHandler) async -> Result<Void, RPCError> {
        var result: Result<Void, RPCError>
        do {
            try await self.begin()
            try await handler.body(self)
            result = .success(())
        } catch {
            result = .failure(RPCError(ending: error))
        }
        if let earlyEnd = self.transport.earlyEnd {
            result = .failure(earlyEnd)
        }
        if !self.interceptors.isEmpty {
            let context = self.context
            for interceptor in self.interceptors.reversed() {
                await interceptor.finished(result, context)
            }
        }
        return result
    }

    private func begin() async throws {
        guard !self.interceptors.isEmpty else { return }
        var context = self.context
        // Kept also when an interceptor refuses the call, so that `finished` sees what earlier ones attached.
        defer { self.currentContext.withLock { $0 = context } }
        for interceptor in self.interceptors {
            try await interceptor.begin(&context)
        }
    }

    /// The next request message, or `nil` after the last.
    func receive<Request: WireMessage>(_ type: Request.Type) async throws -> Request? {
        guard let inbound = try await self.transport.receive() else { return nil }
        return try await self.admit(inbound, as: type)
    }

    /// The only request message.
    ///
    /// - Throws: An ``RPCError`` with ``RPCCode/unimplemented`` if there is none or more than one.
    func receiveOnly<Request: WireMessage>(_ type: Request.Type) async throws -> Request {
        guard let inbound = try await self.transport.receive() else {
            throw RPCError(.unimplemented, "The method takes one request message; none came.")
        }
        guard try await self.transport.receive() == nil else {
            throw RPCError(.unimplemented, "The method takes one request message; more came.")
        }
        return try await self.admit(inbound, as: type)
    }

    private func admit<Request: WireMessage>(_ inbound: InboundMessage, as type: Request.Type) async throws -> Request {
        let message = try inbound.isCompressed ? await inbound.decodedAside(as: type) : inbound.decoded(as: type)
        guard !self.interceptors.isEmpty else { return message }
        var context = self.context
        for interceptor in self.interceptors {
            try await interceptor.received(message, &context)
        }
        self.currentContext.withLock { $0 = context }
        return message
    }

    /// Passes an answer message through the interceptors to the transport.
    func send<Response: WireMessage>(_ message: Response, compressed: Bool?) async throws {
        if !self.interceptors.isEmpty {
            let context = self.context
            for interceptor in self.interceptors {
                try await interceptor.sending(message, context)
            }
        }
        try await self.transport.send(message, compressed: compressed)
    }
}
