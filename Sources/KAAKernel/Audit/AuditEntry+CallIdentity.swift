extension AuditEntry {
    /// Takes in why the call is made, and on what its answer may go to another board.
    mutating func take(_ identity: CallIdentity) {
        self.reason = identity.reason
        self.policyVersion = identity.policyVersion
        self.ground = identity.terms?.ground.ground
        self.groundVersion = identity.terms?.ground.version
        self.consentID = identity.terms?.consentID
    }
}
