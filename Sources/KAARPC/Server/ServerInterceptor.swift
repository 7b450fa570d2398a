public import KAAWire
public import Logging

/// A step that every call passes, over the network and in process alike.
///
/// Interceptors run in the order they were given to the router; ``finished(_:_:)`` runs in the opposite order.
/// An error thrown ends the call with that status. Every method has an empty default.
public protocol ServerInterceptor: Sendable {
    /// The steps to be called at; those left out cost a call nothing.
    var steps: InterceptorSteps { get }

    /// The call has begun; no request message has been decoded yet.
    ///
    /// - Throws: An ``RPCError`` to refuse the call.
    func begin(_ context: inout ServerContext) async throws

    /// A request message was decoded, and the handler has not seen it.
    ///
    /// In streaming calls, changes to `context` reach later steps but not the handler, which has already begun.
    ///
    /// - Throws: An ``RPCError`` to end the call.
    func received(_ message: any WireMessage, _ context: inout ServerContext) async throws

    /// The handler answers with a message that has not been encoded yet.
    ///
    /// - Returns: A message of the same type to be sent instead; `nil` to send this one.
    /// - Throws: An ``RPCError`` to end the call; the message is then not sent.
    func sending(_ message: any WireMessage, _ context: ServerContext) async throws -> (any WireMessage)?

    /// The call is over; the status has not been sent unless the peer or the deadline ended the call.
    ///
    /// Runs once for every call whose ``begin(_:)`` ran, on this interceptor or an earlier one.
    ///
    /// - Throws: An ``RPCError`` that takes the place of the result.
    func finished(_ result: Result<Void, RPCError>, _ context: ServerContext) async throws

    /// What to add to the log line of a call that failed; nothing of a person.
    func logMetadata(_ context: ServerContext) -> Logger.Metadata
}

extension ServerInterceptor {
    /// Every step.
    public var steps: InterceptorSteps { .all }

    /// Lets every call through.
    public func begin(_ context: inout ServerContext) async throws {}

    /// Lets every message through.
    public func received(_ message: any WireMessage, _ context: inout ServerContext) async throws {}

    /// Lets every message through.
    public func sending(_ message: any WireMessage, _ context: ServerContext) async throws -> (any WireMessage)? { nil }

    /// Adds nothing.
    public func logMetadata(_ context: ServerContext) -> Logger.Metadata { [:] }

    /// Does nothing.
    public func finished(_ result: Result<Void, RPCError>, _ context: ServerContext) async throws {}
}
