/// The outcome of a call, by the numbers that gRPC defines.
///
/// - Note: gRPC status codes, `doc/statuscodes.md`.
public struct RPCCode: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The number on the wire, 0 to 16.
    public let rawValue: Int

    /// Creates a code from its number.
    ///
    /// - Parameter rawValue: A number from 0 to 16; `nil` comes back for any other.
    public init?(rawValue: Int) {
        guard Self.names.indices.contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(known rawValue: Int) {
        self.rawValue = rawValue
    }

    /// How many codes there are.
    static let count = Self.names.count

    /// The name that gRPC gives the code, for example `"NOT_FOUND"`.
    public var description: String {
        Self.names[self.rawValue]
    }

    private static let names = [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
        "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
        "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ]
}

extension RPCCode {
    /// The call succeeded.
    public static let ok = RPCCode(known: 0)
    /// The caller gave the call up.
    public static let cancelled = RPCCode(known: 1)
    /// The server failed in a way it does not describe.
    public static let unknown = RPCCode(known: 2)
    /// The request is wrong whatever the state of the system.
    public static let invalidArgument = RPCCode(known: 3)
    /// The time the caller gave ran out.
    public static let deadlineExceeded = RPCCode(known: 4)
    /// What the request names does not exist, or not for this caller.
    public static let notFound = RPCCode(known: 5)
    /// What the request would create exists.
    public static let alreadyExists = RPCCode(known: 6)
    /// The caller is known and may not do this.
    public static let permissionDenied = RPCCode(known: 7)
    /// A limit is reached.
    public static let resourceExhausted = RPCCode(known: 8)
    /// The system is not in the state the call needs.
    public static let failedPrecondition = RPCCode(known: 9)
    /// The call lost against a concurrent one.
    public static let aborted = RPCCode(known: 10)
    /// The request reaches past the valid range.
    public static let outOfRange = RPCCode(known: 11)
    /// The server does not have the method.
    public static let unimplemented = RPCCode(known: 12)
    /// An invariant of the system or of the protocol is broken.
    public static let internalError = RPCCode(known: 13)
    /// The server cannot be reached now; trying again may help.
    public static let unavailable = RPCCode(known: 14)
    /// Data is lost or damaged.
    public static let dataLoss = RPCCode(known: 15)
    /// The caller has not proven who it is.
    public static let unauthenticated = RPCCode(known: 16)
}
