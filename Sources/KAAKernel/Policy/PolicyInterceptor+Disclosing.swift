import Foundation
import KAAKernelContract
import KAARPC
import KAAStorage
import KAAWire

/// What crosses the border between two boards.
extension PolicyInterceptor {
    /// Refuses a request from another board with data that the caller's board may not tell.
    ///
    /// Not cut down as answers are: what is left of a request would be another one.
    @inline(never)
    func hold(
        _ request: any WireMessage,
        _ context: ServerContext,
        _ identity: CallIdentity
    ) async throws {
        guard let terms = identity.terms else { return }
        // Before anything tells whether there is such a person.
        if identity.policy.subjectsInRequest != nil {
            _ = try await self.openClasses(context, identity, identity.subjects)
        }
        guard let request = request as? any ClassifiedMessage else {
            throw RPCError(.internalError, "The contract does not state the classes of the request.")
        }
        guard !request.isWithin(terms.classesBrought) else { return }
        let refusal = PolicyRefusal.requestTooWide
        try await self.refuse(context, identity, refusal.rawValue, about: identity.subjects)
        throw RPCError.permissionDenied(refusal.rawValue, refusal.message)
    }

    /// What of an answer goes to another board, once the call is on record; `nil` if the answer stays with the one that holds
    /// the data.
    @inline(never)
    func recordedDisclosure(
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
    @inline(never)
    func openClasses(
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
    @inline(never)
    func keepReceipts(_ identity: CallIdentity) async throws {
        let receipts = identity.record.receipts
        guard !receipts.isEmpty, let database = identity.target.database else { return }
        let now = self.clock.now
        try await database.write { try ReceiptLedger.keep(receipts, at: now, in: $0) }
        identity.record.dropReceipts(receipts.count)
    }
}
