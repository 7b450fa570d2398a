import Foundation
import KAAKernelContract
package import KAARPC
import KAAScreening
import KAAStorage
package import KAAWire
package import Logging

/// Finds out who calls, lets through what the contract and the law allow, holds answers to it, and sees to it that every
/// access is on record.
package struct PolicyInterceptor: ServerInterceptor {
    private let targets: [MethodDescriptor: PolicyTarget]
    private let engine: PolicyEngine
    private let audit: AuditTrail
    private let authenticator: CallAuthenticator
    private let subjects: SubjectDirectory
    private let clearance: ProtectionClearance
    private let clock: any KernelClock
    private let identifiers: any IdentifierSource

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
            return
        }
        // Health and reflection have no policy: they tell nothing of any person.
        guard let target = self.targets[context.method] else { return }
        let token = context.isRepeated ? self.authenticator.standing(of: context) : nil
        let caller: Caller
        if let token { caller = token.caller } else { caller = try await self.authenticator.caller(of: context) }
        let question = PolicyQuestion(
            context.metadata,
            caller: caller,
            receiver: CallReceiver(context)?.board ?? caller.board,
            moment: now
        )
        let allowance: PolicyAllowance
        do throws(PolicyRefusal) {
            allowance = try self.engine.decide(question, by: target.rule)
        } catch {
            let purpose = question.purpose.flatMap(Purpose.init(rawValue:))
            try await self.refuse(context, target, caller, purpose, error.rawValue)
            throw RPCError.permissionDenied(error.rawValue, error.message)
        }
        let identity = CallIdentity(
            CallDecision(
                caller: caller,
                allowance: allowance,
                requestID: context.metadata.keptRequestID,
                target: target,
                policyVersion: self.engine.version,
                vetting: SubjectVetting(self.subjects, self.clearance, caller: caller, reason: allowance.reason)
            )
        )
        context[CallIdentity.Key.self] = identity
        if let token { try self.keep(identity, token, at: now, for: context) }
    }

    /// Keeps a decision for calls that come again; the moment is the one that it was made by.
    private func keep(
        _ identity: CallIdentity,
        _ token: TokenStanding,
        at moment: Date,
        for context: ServerContext
    ) throws {
        var decision = identity.decision
        if decision.target.isOnRecord, decision.target.rule.access != nil {
            decision = try decision.prepared(by: self.entry(context, identity, [], .granted))
        }
        context.keep(StandingDecision(decision, token, at: moment), for: StandingDecision.Key.self)
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
            // Before anything tells whether there is such a person.
            if identity.terms != nil { _ = try await self.openClasses(context, identity, identity.subjects) }
        }
        if let terms = identity.terms { try await self.hold(message, to: terms.classesBrought, context, identity) }
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
            case .write: !identity.record.isNoted || identity.terms != nil
            default: identity.target.isOnRecord && !identity.record.isNoted
            }
        guard isRecorded else { return nil }
        let subjects = Self.union(identity.subjects, told)
        // Nor of anyone whom the request names and who has become so by now.
        guard subjects.allSatisfy(identity.vetting.mayTell) else { throw RPCError.notFound("young person") }
        let disclosure: Disclosure?
        if identity.terms == nil, subjects.count == 1, let template = identity.decision.template {
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
        var metadata = Metadata()
        metadata.add(bytes: disclosure.encodedReceipt, for: DisclosureReceipt.metadataKey)
        context.addResponseMetadata(metadata)
        return disclosure.message
    }

    package func finished(_ result: Result<Void, RPCError>, _ context: ServerContext) async throws {
        guard let identity = context[CallIdentity.Key.self] else { return }
        // What was told was told, whatever came of the call. Should it not be kept, who told has it on record.
        if identity.record.hasReceipts { try? await self.keepReceipts(identity) }
        // How a call fails tells something too: that there is such a person, or that an intervention is under way.
        guard case .failure(let error) = result, identity.target.isOnRecord, !identity.record.isNoted else { return }
        let found = identity.record.subjects.filter { !identity.subjects.contains($0) }
        // A method refuses by itself where it looks at more than policy does.
        let isRefusal = error.code == .permissionDenied
        var entry = try self.entry(context, identity, identity.subjects + found, isRefusal ? .denied : .failed)
        entry.refusal = (isRefusal ? error.statedReason : nil) ?? error.code.description
        try await self.audit.record(entry)
        identity.record.note()
    }

    package func logMetadata(_ context: ServerContext) -> Logger.Metadata {
        guard let identity = context[CallIdentity.Key.self] else { return [:] }
        return ["board": "\(identity.caller.board)"]
    }
}

// MARK: - Disclosure

extension PolicyInterceptor {
    /// Whom a request names and those besides whom the answer tells of; mostly there are none.
    private static func union(_ named: [YoungPersonID], _ told: [YoungPersonID]) -> [YoungPersonID] {
        told.isEmpty ? named : named + told.filter { !named.contains($0) }
    }

    /// What of an answer goes to another board, once the call is on record; `nil` if the answer stays with the one that holds
    /// the data.
    private func recordedDisclosure(
        of message: any WireMessage,
        about subjects: [YoungPersonID],
        _ context: ServerContext,
        _ identity: CallIdentity
    ) async throws -> Disclosure? {
        let disclosure = try await self.disclosure(of: message, about: subjects, context, identity)
        if identity.record.hasReceipts { try await self.keepReceipts(identity) }
        var entry = try self.entry(context, identity, subjects, .granted)
        entry.receipt = disclosure?.encodedReceipt
        try await self.audit.record(entry)
        return disclosure
    }

    /// What of an answer goes to another board; `nil` if it stays with the one that holds the data.
    private func disclosure(
        of message: any WireMessage,
        about subjects: [YoungPersonID],
        _ context: ServerContext,
        _ identity: CallIdentity
    ) async throws -> Disclosure? {
        // Asked again: a consent that was revoked while the method ran opens nothing any more.
        guard let terms = identity.terms,
            let classes = try await self.openClasses(context, identity, subjects)
        else { return nil }
        guard let answer = message as? any ClassifiedMessage else {
            throw RPCError(.internalError, "The contract does not state the classes of the answer.")
        }
        let receipt = DisclosureReceipt(
            id: self.identifiers.next(),
            discloser: terms.discloser,
            receiverBoard: terms.receiver,
            receiver: CallReceiver(context).map { "module:\($0.module)" } ?? identity.caller.account,
            source: context.method.path,
            subjects: subjects,
            fieldPaths: [],
            purpose: identity.purpose,
            ground: terms.ground,
            consentID: terms.consentID,
            disclosedAt: self.clock.now,
            payloadHash: []
        )
        return try Disclosure(answer, heldTo: classes, receipt: receipt)
    }

    /// The classes of data that may go to another board; `nil` if the answer stays with the one that holds the data.
    ///
    /// - Throws: ``RPCError`` if the ground is a consent that does not hold for all subjects.
    private func openClasses(
        _ context: ServerContext,
        _ identity: CallIdentity,
        _ subjects: [YoungPersonID]
    ) async throws -> Set<Kaa.Kernel.V1.DataClass>? {
        guard let terms = identity.terms else { return nil }
        let consents = identity.target.consents
        do throws(ConsentRefusal) {
            return try terms.openClasses(
                for: subjects,
                identity.purpose,
                at: self.clock.now,
                by: consents,
                enoughFor: identity.policy.answerNeeds
            )
        } catch {
            try await self.refuse(context, identity, error.rawValue, about: subjects)
            throw RPCError.permissionDenied(error.rawValue, error.message)
        }
    }

    /// Keeps the receipts of what other boards told for the sake of a call that has changed nothing.
    private func keepReceipts(_ identity: CallIdentity) async throws {
        let receipts = identity.record.receipts
        guard !receipts.isEmpty, let database = identity.target.database else { return }
        let now = self.clock.now
        try await database.write { try ReceiptLedger.keep(receipts, at: now, in: $0) }
        identity.record.dropReceipts(receipts.count)
    }
}

// MARK: - Refusals and records

extension PolicyInterceptor {
    /// Refuses a request from another board with data that the caller's board may not tell.
    ///
    /// Not cut down as answers are: what is left of a request would be another one.
    private func hold(
        _ request: any WireMessage,
        to classes: Set<Kaa.Kernel.V1.DataClass>,
        _ context: ServerContext,
        _ identity: CallIdentity
    ) async throws {
        guard let request = request as? any ClassifiedMessage else {
            throw RPCError(.internalError, "The contract does not state the classes of the request.")
        }
        guard !request.isWithin(classes) else { return }
        let refusal = PolicyRefusal.requestTooWide
        try await self.refuse(context, identity, refusal.rawValue, about: identity.subjects)
        throw RPCError.permissionDenied(refusal.rawValue, refusal.message)
    }

    private func holdToDistricts(
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
    private static func screen(_ texts: [(field: String, text: String)]) throws {
        for (field, text) in texts {
            let findings = Screen.standard.findings(in: text)
            guard findings.isEmpty else {
                throw RPCError.textNotAllowed(field, findings.map(\.sensitiveClass.rawValue))
            }
        }
    }

    /// Records that a call was refused before there was an identity to go with it.
    private func refuse(
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
    private func refuse(
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

    private func entry(
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
