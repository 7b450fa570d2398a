import KAAKernelContract
package import KAARPC
package import KAAWire
package import Logging

/// Finds out who calls, lets through what the contract allows, and sees to it that every access is on record.
package struct PolicyInterceptor: ServerInterceptor {
    private let policies: [MethodDescriptor: MethodPolicy]
    private let audit: AuditTrail
    private let authenticator: CallAuthenticator
    private let subjects: SubjectDirectory
    private let clearance: ProtectionClearance
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource

    init(
        policies: [MethodDescriptor: MethodPolicy],
        audit: AuditTrail,
        authenticator: CallAuthenticator,
        subjects: SubjectDirectory,
        clearance: ProtectionClearance,
        clock: any KernelClock,
        identifiers: any IdentifierSource
    ) {
        self.policies = policies
        self.audit = audit
        self.authenticator = authenticator
        self.subjects = subjects
        self.clearance = clearance
        self.clock = clock
        self.identifiers = identifiers
    }

    package var steps: InterceptorSteps { [.begin, .receive, .send] }

    package func begin(_ context: inout ServerContext) async throws {
        // Health and reflection have no policy: they tell nothing of any person.
        guard let policy = self.policies[context.method] else { return }
        let caller = try await self.authenticator.caller(of: context)
        let roles = policy.roles.compactMap(Role.init(contract:))
        let purposes = policy.purposes.compactMap(Purpose.init(contract:))
        let stated = context.metadata["kaa-purpose"]
        guard let purpose = stated.map({ Purpose(rawValue: $0) }) ?? purposes.first, purposes.contains(purpose) else {
            try await self.refuse(context, policy, caller, purpose: nil, "PURPOSE_NOT_ALLOWED")
            throw RPCError.permissionDenied("PURPOSE_NOT_ALLOWED", "The method does not serve the stated purpose.")
        }
        guard !caller.roles.isDisjoint(with: roles) else {
            try await self.refuse(context, policy, caller, purpose: purpose, "ROLE_NOT_ALLOWED")
            throw RPCError.permissionDenied("ROLE_NOT_ALLOWED", "None of the caller's roles may call the method.")
        }
        context[CallIdentity.Key.self] = self.identity(of: caller, purpose, context, policy)
    }

    package func received(_ message: any WireMessage, _ context: inout ServerContext) async throws {
        guard var identity = context[CallIdentity.Key.self] else { return }
        if let subjects = identity.policy.subjectsInRequest {
            identity.subjects = try subjects(message).map { text in
                guard let subject = YoungPersonID(text) else {
                    throw RPCError.invalid("young_person_id", "is not a UUID")
                }
                return subject
            }
            try await self.vet(identity, context)
        }
        if let districts = identity.policy.districtsInRequest {
            for text in districts(message) where !text.isEmpty {
                guard let district = DistrictCode(rawValue: text) else {
                    throw RPCError.invalid("district_code", "is not a district")
                }
                guard identity.caller.districts.contains(district) else {
                    try await self.refuse(
                        context,
                        identity.policy,
                        identity.caller,
                        purpose: identity.purpose,
                        "DISTRICT_NOT_ALLOWED"
                    )
                    throw RPCError.permissionDenied("DISTRICT_NOT_ALLOWED", "The district is outside the caller's.")
                }
            }
        }
        context[CallIdentity.Key.self] = identity
    }

    package func sending(_ message: any WireMessage, _ context: ServerContext) async throws {
        guard let identity = context[CallIdentity.Key.self] else { return }
        switch identity.policy.access {
        case .read: break
        case .write where !identity.record.isNoted: break
        default: return
        }
        let told = identity.policy.subjectsInAnswer.map { $0(message).compactMap { YoungPersonID($0) } } ?? []
        // No module tells of anyone protected; should one, the answer does not go out.
        guard told.allSatisfy(identity.vetting.mayTell) else { throw RPCError.notFound("young person") }
        try await self.audit.record(
            self.entry(context, identity, about: identity.subjects + told, outcome: .granted)
        )
        identity.record.note()
    }

    package func logMetadata(_ context: ServerContext) -> Logger.Metadata {
        guard let identity = context[CallIdentity.Key.self] else { return [:] }
        return ["board": "\(identity.caller.board)"]
    }

    private func refuse(
        _ context: ServerContext,
        _ policy: MethodPolicy,
        _ caller: Caller,
        purpose: Purpose?,
        _ reason: String
    ) async throws {
        guard policy.access == .read || policy.access == .write else { return }
        let identity = self.identity(of: caller, purpose ?? .kaaDuty, context, policy)
        var entry = try self.entry(context, identity, about: [], outcome: .denied)
        entry.purpose = purpose
        entry.refusal = reason
        try await self.audit.record(entry)
    }

    private func identity(
        of caller: Caller,
        _ purpose: Purpose,
        _ context: ServerContext,
        _ policy: MethodPolicy
    ) -> CallIdentity {
        let reason = context.metadata["kaa-reason"]
        return CallIdentity(
            caller: caller,
            purpose: purpose,
            reason: reason,
            requestID: context.metadata.requestID,
            policy: policy,
            vetting: SubjectVetting(self.subjects, self.clearance, caller: caller, reason: reason)
        )
    }

    /// Refuses a call about somebody of whom the caller may not know, before the handler has done anything.
    private func vet(_ identity: CallIdentity, _ context: ServerContext) async throws {
        guard !identity.subjects.allSatisfy(identity.vetting.mayKnow) else { return }
        var entry = try self.entry(context, identity, about: identity.subjects, outcome: .denied)
        entry.refusal = "PERSON_NOT_KNOWN"
        try await self.audit.record(entry)
        throw RPCError.notFound("young person")
    }

    private func entry(
        _ context: ServerContext,
        _ identity: CallIdentity,
        about subjects: [YoungPersonID],
        outcome: AuditOutcome
    ) throws -> AuditEntry {
        guard let access = AuditAccess(contract: identity.policy.access) else {
            throw RPCError(.internalError, "The policy of the method states no access.")
        }
        var entry = AuditEntry(
            id: self.identifiers.next(),
            recordedAt: self.clock.now,
            caller: identity.caller,
            method: context.method.path,
            purpose: identity.purpose,
            access: access,
            subjects: subjects,
            outcome: outcome,
            requestID: identity.requestID
        )
        entry.reason = identity.reason
        return entry
    }
}
