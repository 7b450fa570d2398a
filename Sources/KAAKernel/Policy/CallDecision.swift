/// What policy decided of a call, and by what.
///
/// A class, since every step of the call takes it out anew, and since calls that state the same share one.
final class CallDecision: Sendable {
    /// Who calls.
    let caller: Caller

    /// What the call may do.
    let allowance: PolicyAllowance

    /// Whether the answer goes to another board; asked of each call, and cheaper than a look at the terms.
    let crossesBorder: Bool

    /// The identifier by which the caller finds the call again, if it chose one.
    let requestID: String?

    /// The method called.
    let target: PolicyTarget

    /// The version of policy and law.
    let policyVersion: String

    /// Whom the call may know of.
    let vetting: SubjectVetting

    /// What entries of granted calls have in common, encoded; `nil` if each is encoded by itself.
    let template: AuditTemplate?

    init(
        caller: Caller,
        allowance: PolicyAllowance,
        requestID: String?,
        target: PolicyTarget,
        policyVersion: String,
        vetting: SubjectVetting,
        template: AuditTemplate? = nil
    ) {
        self.caller = caller
        self.allowance = allowance
        self.crossesBorder = allowance.terms != nil
        self.requestID = requestID
        self.target = target
        self.policyVersion = policyVersion
        self.vetting = vetting
        self.template = template
    }

    /// The same decision for many calls, of whose entries it has encoded what they have in common.
    ///
    /// - Parameter entry: The entry of any of the calls.
    /// - Returns: A decision with the template of the entries.
    /// - Throws: ``KAAWire/WireError`` if it cannot be encoded.
    func prepared(by entry: AuditEntry) throws -> CallDecision {
        CallDecision(
            caller: self.caller,
            allowance: self.allowance,
            requestID: self.requestID,
            target: self.target,
            policyVersion: self.policyVersion,
            vetting: self.vetting,
            template: try AuditTemplate(entry)
        )
    }
}
