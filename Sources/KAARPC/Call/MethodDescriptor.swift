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

    /// Shared, since every call carries its method along.
    private final class Storage: Sendable {
        let service: String
        let method: String
        let kind: Kind
        let isIdempotent: Bool
        let path: String

        init(service: String, method: String, kind: Kind, isIdempotent: Bool) {
            self.service = service
            self.method = method
            self.kind = kind
            self.isIdempotent = isIdempotent
            self.path = "/\(service)/\(method)"
        }
    }

    private let storage: Storage

    /// The full name of the service, for example `"grpc.health.v1.Health"`.
    public var service: String {
        self.storage.service
    }

    /// The name of the method within its service, for example `"Check"`.
    public var method: String {
        self.storage.method
    }

    /// How many messages flow each way.
    public var kind: Kind {
        self.storage.kind
    }

    /// Whether a repeated call has the effect of one, so that a client may try again after a failure.
    public var isIdempotent: Bool {
        self.storage.isIdempotent
    }

    /// The request path, for example `"/grpc.health.v1.Health/Check"`.
    public var path: String {
        self.storage.path
    }

    /// Creates the description of a method.
    ///
    /// - Parameters:
    ///   - service: The full name of the service.
    ///   - method: The name of the method within `service`.
    ///   - kind: How many messages flow each way.
    ///   - isIdempotent: Whether a repeated call has the effect of one.
    public init(service: String, method: String, kind: Kind, isIdempotent: Bool = false) {
        self.storage = Storage(service: service, method: method, kind: kind, isIdempotent: isIdempotent)
    }
}

extension MethodDescriptor {
    /// Whether both describe a method in the same way.
    public static func == (one: MethodDescriptor, other: MethodDescriptor) -> Bool {
        one.storage === other.storage
            || (one.path == other.path && one.kind == other.kind && one.isIdempotent == other.isIdempotent)
    }

    /// Adds the path, which tells methods apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.path)
    }
}

extension MethodDescriptor {
    /// Whether a call carries exactly one request message.
    var takesOneRequest: Bool {
        self.kind == .unary || self.kind == .serverStreaming
    }

    /// Whether a call carries at most one answer message.
    var givesOneAnswer: Bool {
        self.kind == .unary || self.kind == .clientStreaming
    }
}
