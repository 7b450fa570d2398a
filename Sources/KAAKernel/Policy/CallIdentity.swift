import KAAKernelContract
public import KAARPC

/// What the kernel has found out about a call: who calls, what for, and about whom.
public struct CallIdentity: Sendable {
    /// What stays the same as long as the call lasts; shared, since every step of the call takes the identity out anew.
    private final class Facts: Sendable {
        let caller: Caller
        let allowance: PolicyAllowance
        let requestID: String?
        let target: PolicyTarget
        let policyVersion: String
        let vetting: SubjectVetting
        let record = CallRecord()

        init(
            caller: Caller,
            allowance: PolicyAllowance,
            requestID: String?,
            target: PolicyTarget,
            policyVersion: String,
            vetting: SubjectVetting
        ) {
            self.caller = caller
            self.allowance = allowance
            self.requestID = requestID
            self.target = target
            self.policyVersion = policyVersion
            self.vetting = vetting
        }
    }

    private let facts: Facts

    /// What the request says it is about, before the method has done anything.
    public internal(set) var subjects: [YoungPersonID] = []

    init(
        caller: Caller,
        allowance: PolicyAllowance,
        requestID: String?,
        target: PolicyTarget,
        policyVersion: String,
        vetting: SubjectVetting
    ) {
        self.facts = Facts(
            caller: caller,
            allowance: allowance,
            requestID: requestID,
            target: target,
            policyVersion: policyVersion,
            vetting: vetting
        )
    }

    /// Who calls.
    public var caller: Caller { self.facts.caller }

    /// What the call is for.
    public var purpose: Purpose { self.facts.allowance.purpose }

    /// Why the call is made, in the caller's words, if it says.
    public var reason: String? { self.facts.allowance.reason }

    /// The identifier by which the caller finds the call again in logs, if it chose one.
    public var requestID: String? { self.facts.requestID }

    /// On what the answer may go to another board; `nil` if it stays with the one that holds the data.
    var terms: DisclosureTerms? { self.facts.allowance.terms }

    /// The method called.
    var target: PolicyTarget { self.facts.target }

    /// What the method's contract states.
    var policy: MethodPolicy { self.facts.target.policy }

    /// The version of policy and law that let the call through.
    var policyVersion: String { self.facts.policyVersion }

    /// Whom the call may know of.
    var vetting: SubjectVetting { self.facts.vetting }

    /// What there is to be written down of the call, and what has been.
    var record: CallRecord { self.facts.record }

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
