import KAAKernelContract
package import KAARPC
package import KAAWire
package import Logging

/// Finds out who calls, lets through what the contract and the law allow, holds answers to it, and sees to it that every
/// access is on record.
///
/// The steps are short, and what few calls need is in functions of its own: hundreds of calls wait for the disk at a time, and
/// each keeps in memory all that the functions it waits in could need.
package struct PolicyInterceptor: ServerInterceptor {
    let targets: [MethodDescriptor: PolicyTarget]
    let engine: PolicyEngine
    let audit: AuditTrail
    let authenticator: CallAuthenticator
    let subjects: SubjectDirectory
    let clearance: ProtectionClearance
    let clock: any KernelClock
    let identifiers: any IdentifierSource

    init(
        targets: [MethodDescriptor: PolicyTarget],
        engine: PolicyEngine,
        audit: AuditTrail,
        authenticator: CallAuthenticator,
        subjects: SubjectDirectory,
        clearance: ProtectionClearance,
        clock: any KernelClock,
        identifiers: any IdentifierSource
    ) {
        self.targets = targets
        self.engine = engine
        self.audit = audit
        self.authenticator = authenticator
        self.subjects = subjects
        self.clearance = clearance
        self.clock = clock
        self.identifiers = identifiers
    }

    package var steps: InterceptorSteps { .all }

    package func begin(_ context: inout ServerContext) async throws {
        let now = self.clock.now
        if let known = context.recalled(StandingDecision.Key.self), known.isOfDay(of: now),
            self.authenticator.upholds(known.token, at: now)
        {
            context[CallIdentity.Key.self] = CallIdentity(known.decision)
        } else {
            try await self.decide(&context, at: now)
        }
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
            context[CallIdentity.Key.self] = identity
        }
        if identity.crossesBorder { try await self.hold(message, context, identity) }
        if !identity.subjects.allSatisfy(identity.vetting.mayKnow) {
            try await self.refuse(context, identity, "PERSON_NOT_KNOWN", about: identity.subjects)
            throw RPCError.notFound("young person")
        }
        if let districts = identity.policy.districtsInRequest {
            try await self.holdToDistricts(districts(message), context, identity)
        }
        if let texts = identity.policy.screenedTexts { try Self.screen(texts(message)) }
    }

    package func sending(_ message: any WireMessage, _ context: ServerContext) async throws -> (any WireMessage)? {
        guard let identity = context[CallIdentity.Key.self] else { return nil }
        let told = identity.policy.subjectsInAnswer.map { $0(message).compactMap { YoungPersonID($0) } } ?? []
        // No module tells of anyone protected; should one, the answer does not go out, whatever was done before.
        guard told.allSatisfy(identity.vetting.mayTell) else { throw RPCError.notFound("young person") }
        let isRecorded: Bool =
            switch identity.policy.access {
            case .read: true
            case .write: !identity.record.isNoted || identity.crossesBorder
            default: identity.target.isOnRecord && !identity.record.isNoted
            }
        guard isRecorded else { return nil }
        let subjects = Self.union(identity.subjects, told)
        // Nor of anyone whom the request names and who has become so by now.
        guard subjects.allSatisfy(identity.vetting.mayTell) else { throw RPCError.notFound("young person") }
        if try self.holds(context, identity, about: subjects) { return nil }
        let disclosure: Disclosure?
        if !identity.crossesBorder, subjects.count == 1, let template = identity.decision.template {
            disclosure = nil
            if identity.record.hasReceipts { try await self.keepReceipts(identity) }
            try await self.audit.record(template, self.identifiers.next(), at: self.clock.now, about: subjects)
        } else {
            disclosure = try await self.recordedDisclosure(of: message, about: subjects, context, identity)
        }
        identity.record.note()
        // And once more: the entry may have waited for the disk, and what leaves after a mark or a revocation is too late.
        guard subjects.allSatisfy(identity.vetting.mayTell) else { throw RPCError.notFound("young person") }
        guard let disclosure else { return nil }
        _ = try await self.openClasses(context, identity, subjects)
        disclosure.addReceipt(to: context)
        return disclosure.message
    }

    /// Records a call along with others if that can be done without waiting, and holds its answer until the record is durable.
    private func holds(
        _ context: ServerContext,
        _ identity: CallIdentity,
        about subjects: [YoungPersonID]
    ) throws -> Bool {
        guard !identity.crossesBorder, subjects.count == 1, let template = identity.decision.template,
            !identity.record.hasReceipts, context.canHoldAnswer,
            let gate = try self.audit.join(template, self.identifiers.next(), at: self.clock.now, about: subjects)
        else { return false }
        // Not noted as on record yet: should the call fail after all, that has an entry of its own.
        context.holdAnswer(until: gate) {
            // What leaves after a mark is too late.
            guard subjects.allSatisfy(identity.vetting.mayTell) else { throw RPCError.notFound("young person") }
        }
        return true
    }

    package func finished(_ result: Result<Void, RPCError>, _ context: ServerContext) async throws {
        guard let identity = context[CallIdentity.Key.self] else { return }
        // What was told was told, whatever came of the call. Should it not be kept, who told has it on record.
        if identity.record.hasReceipts { try? await self.keepReceipts(identity) }
        // How a call fails tells something too: that there is such a person, or that an intervention is under way.
        guard case .failure(let error) = result, identity.target.isOnRecord, !identity.record.isNoted else { return }
        try await self.recordFailure(error, context, identity)
    }

    package func logMetadata(_ context: ServerContext) -> Logger.Metadata {
        guard let identity = context[CallIdentity.Key.self] else { return [:] }
        return ["board": "\(identity.caller.board)"]
    }

    /// Whom a request names and those besides whom the answer tells of; mostly there are none.
    private static func union(_ named: [YoungPersonID], _ told: [YoungPersonID]) -> [YoungPersonID] {
        told.isEmpty ? named : named + told.filter { !named.contains($0) }
    }
}
