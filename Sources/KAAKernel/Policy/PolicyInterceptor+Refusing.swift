import KAARPC
import KAAScreening

/// Calls that are refused or fail, and their records.
extension PolicyInterceptor {
    @inline(never)
    func holdToDistricts(
        _ districts: [String],
        _ context: ServerContext,
        _ identity: CallIdentity
    ) async throws {
        for text in districts where !text.isEmpty {
            guard let district = DistrictCode(rawValue: text) else {
                throw RPCError.invalid("district_code", "is not a district")
            }
            guard identity.caller.districts.contains(district) else {
                let refusal = PolicyRefusal.district
                try await self.refuse(context, identity, refusal.rawValue, about: identity.subjects)
                throw RPCError.permissionDenied(refusal.rawValue, refusal.message)
            }
        }
    }

    /// Refuses free text that has what may not be kept, before the method has it.
    static func screen(_ texts: [(field: String, text: String)]) throws {
        for (field, text) in texts {
            let findings = Screen.standard.findings(in: text)
            guard findings.isEmpty else {
                throw RPCError.textNotAllowed(field, findings.map(\.sensitiveClass.rawValue))
            }
        }
    }

    /// Records that a call was refused before there was an identity to go with it.
    @inline(never)
    func refuse(
        _ context: ServerContext,
        _ target: PolicyTarget,
        _ caller: Caller,
        _ purpose: Purpose?,
        _ reason: String
    ) async throws {
        guard target.isOnRecord, let access = target.rule.access else { return }
        var entry = AuditEntry(
            id: self.identifiers.next(),
            recordedAt: self.clock.now,
            caller: caller,
            method: context.method.path,
            purpose: purpose,
            access: access,
            subjects: [],
            outcome: .denied,
            requestID: context.metadata.keptRequestID
        )
        entry.refusal = reason
        entry.policyVersion = self.engine.version
        try await self.audit.record(entry)
    }

    /// Records that a call was refused once it was known whom it is about.
    @inline(never)
    func refuse(
        _ context: ServerContext,
        _ identity: CallIdentity,
        _ reason: String,
        about subjects: [YoungPersonID]
    ) async throws {
        guard identity.target.isOnRecord else { return }
        var entry = try self.entry(context, identity, subjects, .denied)
        entry.refusal = reason
        try await self.audit.record(entry)
        identity.record.note()
    }

    /// Records that a call failed, with all whom its method had found by then.
    @inline(never)
    func recordFailure(_ error: RPCError, _ context: ServerContext, _ identity: CallIdentity) async throws {
        let found = identity.record.subjects.filter { !identity.subjects.contains($0) }
        // A method refuses by itself where it looks at more than policy does.
        let isRefusal = error.code == .permissionDenied
        var entry = try self.entry(context, identity, identity.subjects + found, isRefusal ? .denied : .failed)
        entry.refusal = (isRefusal ? error.statedReason : nil) ?? error.code.description
        try await self.audit.record(entry)
        identity.record.note()
    }

    func entry(
        _ context: ServerContext,
        _ identity: CallIdentity,
        _ subjects: [YoungPersonID],
        _ outcome: AuditOutcome
    ) throws -> AuditEntry {
        guard let access = identity.target.rule.access else {
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
        entry.take(identity)
        return entry
    }
}
