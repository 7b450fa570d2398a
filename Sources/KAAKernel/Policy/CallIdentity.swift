import KAAKernelContract
public import KAARPC

/// What the kernel has found out about a call: who calls, what for, and about whom.
public struct CallIdentity: Sendable {
    /// Who calls.
    public let caller: Caller

    /// What the call is for.
    public let purpose: Purpose

    /// What the request says it is about, before the method has done anything.
    public internal(set) var subjects: [YoungPersonID] = []

    /// The identifier by which the caller finds the call again in logs, if it chose one.
    public let requestID: String?

    let policy: MethodPolicy
    let record: CallRecord

    init(caller: Caller, purpose: Purpose, requestID: String?, policy: MethodPolicy) {
        self.caller = caller
        self.purpose = purpose
        self.requestID = requestID
        self.policy = policy
        self.record = CallRecord()
    }

    /// The key under which the kernel attaches it to a call.
    enum Key: ServerContextKey {
        typealias Value = CallIdentity
    }
}

extension ServerContext {
    /// What the kernel has found out about the call.
    ///
    /// - Throws: ``RPCError`` if the call did not come through the kernel, which is a mistake in the program.
    public var identity: CallIdentity {
        get throws {
            guard let identity = self[CallIdentity.Key.self] else {
                throw RPCError(.internalError, "The call has no identity.")
            }
            return identity
        }
    }

    /// Who calls.
    ///
    /// - Throws: ``RPCError`` if the call did not come through the kernel, which is a mistake in the program.
    public var caller: Caller {
        get throws { try self.identity.caller }
    }
}
