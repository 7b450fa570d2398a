/// A method of a service, as its contract declares it.
public struct MethodDescriptor: Hashable, Sendable {
    /// How many messages flow each way.
    public enum Kind: Hashable, Sendable {
        /// One request, one answer.
        case unary
        /// One request, any number of answers.
        case serverStreaming
        /// Any number of requests, one answer.
        case clientStreaming
        /// Any number of both, in any order.
        case bidirectional
    }

    /// The full name of the service, for example `"grpc.health.v1.Health"`.
    public let service: String

    /// The name of the method within its service, for example `"Check"`.
    public let method: String

    /// How many messages flow each way.
    public let kind: Kind

    /// Whether a repeated call has the effect of one, so that a client may try again after a failure.
    public let isIdempotent: Bool

    /// The request path, for example `"/grpc.health.v1.Health/Check"`.
    public let path: String

    /// Creates the description of a method.
    ///
    /// - Parameters:
    ///   - service: The full name of the service.
    ///   - method: The name of the method within `service`.
    ///   - kind: How many messages flow each way.
    ///   - isIdempotent: Whether a repeated call has the effect of one.
    public init(service: String, method: String, kind: Kind, isIdempotent: Bool = false) {
        self.service = service
        self.method = method
        self.kind = kind
        self.isIdempotent = isIdempotent
        self.path = "/\(service)/\(method)"
    }
}

extension MethodDescriptor {
    /// Whether a call carries exactly one request message.
    var takesOneRequest: Bool {
        self.kind == .unary || self.kind == .serverStreaming
    }
}
