public import KAAWire

/// A method together with the code that carries it out.
public struct RPCHandler: Sendable {
    /// The method.
    public let method: MethodDescriptor

    /// The position of the method in its router, by which its calls are counted.
    var number = 0

    /// Carries a call out, from its first message to its last answer.
    typealias Body = @Sendable (ServerCall, inout ServerContext) async throws -> Void

    let body: Body

    private init(_ method: MethodDescriptor, body: @escaping Body) {
        self.method = method
        self.body = body
    }

    /// A handler that takes one message and answers with one.
    ///
    /// An error of another type than ``RPCError`` ends the call with ``RPCCode/unknown`` and is logged, never sent.
    public static func unary<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        _ body: @escaping @Sendable (Request, ServerContext) async throws -> Response
    ) -> RPCHandler {
        RPCHandler(method) { call, context in
            let request = try await call.receiveOnly(Request.self, &context)
            try await call.send(body(request, context), context, compressed: nil)
        }
    }

    /// A handler that takes one message and answers with any number.
    public static func serverStreaming<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        _ body: @escaping @Sendable (Request, ServerContext, ResponseWriter<Response>) async throws -> Void
    ) -> RPCHandler {
        RPCHandler(method) { call, context in
            let request = try await call.receiveOnly(Request.self, &context)
            try await body(request, context, ResponseWriter(call, CallProgress(context)))
        }
    }

    /// A handler that takes any number of messages and answers with one.
    public static func clientStreaming<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        _ body: @escaping @Sendable (RequestStream<Request>, ServerContext) async throws -> Response
    ) -> RPCHandler {
        RPCHandler(method) { call, context in
            let progress = CallProgress(context)
            defer { context = progress.context }
            let response = try await body(RequestStream(call, progress), context)
            try await call.send(response, progress.context, compressed: nil)
        }
    }

    /// A handler that takes any number of messages and answers with any number.
    public static func bidirectional<Request: WireMessage, Response: WireMessage>(
        _ method: MethodDescriptor,
        _ body:
            @escaping @Sendable (RequestStream<Request>, ServerContext, ResponseWriter<Response>) async throws -> Void
    ) -> RPCHandler {
        RPCHandler(method) { call, context in
            let progress = CallProgress(context)
            defer { context = progress.context }
            try await body(RequestStream(call, progress), context, ResponseWriter(call, progress))
        }
    }
}
