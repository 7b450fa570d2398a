import KAAKernelContract
public import KAARPC

/// What the kernel has found out about a call: who calls, what for, and about whom.
public struct CallIdentity: Sendable {
    /// What was decided of the call.
    let decision: CallDecision

    /// What there is to be written down of the call, and what has been.
    let record = CallRecord()

    /// What the request says it is about, before the method has done anything.
    public internal(set) var subjects: [YoungPersonID] = []

    init(_ decision: CallDecision) {
        self.decision = decision
    }

    /// Who calls.
    public var caller: Caller { self.decision.caller }

    /// What the call is for.
    public var purpose: Purpose { self.decision.allowance.purpose }

    /// Why the call is made, in the caller's words, if it says.
    public var reason: String? { self.decision.allowance.reason }

    /// The identifier by which the caller finds the call again in logs, if it chose one.
    public var requestID: String? { self.decision.requestID }

    /// On what the answer may go to another board; `nil` if it stays with the one that holds the data.
    var terms: DisclosureTerms? { self.decision.allowance.terms }

    /// Whether the answer goes to another board, so that there are ``terms``.
    var crossesBorder: Bool { self.decision.crossesBorder }

    /// The method called.
    var target: PolicyTarget { self.decision.target }

    /// What the method's contract states.
    var policy: MethodPolicy { self.decision.target.policy }

    /// The version of policy and law that let the call through.
    var policyVersion: String { self.decision.policyVersion }

    /// Whom the call may know of.
    var vetting: SubjectVetting { self.decision.vetting }

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

    /// Whether the caller may know that a person exists: neither out of the caller's districts nor protected from it.
    ///
    /// The kernel asks this of everyone whom a request names, a change concerns or an answer tells of. A module asks it
    /// where a request names somebody in another way than by the opaque identifier.
    ///
    /// - Throws: ``RPCError`` if the call did not come through the kernel, which is a mistake in the program.
    public func mayKnow(_ subject: YoungPersonID) throws -> Bool {
        try self.identity.vetting.mayKnow(subject)
    }

    /// Whether the call may touch protected persons: by one of the named group, surely known, for a stated reason.
    ///
    /// - Throws: ``RPCError`` if the call did not come through the kernel, which is a mistake in the program.
    public var isClearedForProtectedPersons: Bool {
        get throws { try self.identity.vetting.isCleared }
    }
}
