import Foundation
import KAARPC

/// Who calls, and what policy says to it, of calls that are not like one before.
extension PolicyInterceptor {
    /// Finds out who calls and whether the contract lets the call through.
    ///
    /// - Throws: ``RPCError`` if not; the refusal is on record then.
    @inline(never)
    func decide(_ context: inout ServerContext, at now: Date) async throws {
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
}
