import KAAStorage

extension AuditEntry {
    /// Reads a row of `kernelAuditEntry` and its subjects.
    init(row: Row, in transaction: ReadTransaction) throws {
        let sequence: Int64 = try row.decode("sequence")
        self.id = try row.decode("id")
        self.recordedAt = try row.decode("recordedAt")
        self.callerSubject = try row.decode("callerSubject")
        self.callerKind = try row.decode("callerKind")
        self.callerBoard = try row.decode("callerBoard")
        self.method = try row.decode("method")
        self.purpose = try row.decode("purpose")
        self.access = try row.decode("access")
        self.outcome = try row.decode("outcome")
        self.requestID = try row.decode("requestID")
        self.assurance = try row.decode("assurance", as: Int?.self).flatMap(AssuranceLevel.init(rawValue:))
        self.refusal = try row.decode("refusal")
        self.reason = try row.decode("reason")
        self.ground = try row.decode("ground", as: String?.self).flatMap(LegalGround.init(rawValue:))
        self.groundVersion = try row.decode("groundVersion")
        self.consentID = try row.decode("consentID")
        self.receipt = try row.decode("receipt")
        self.policyVersion = try row.decode("policyVersion")
        self.subjects = try transaction.values(
            "SELECT subject FROM kernelAuditSubject WHERE entry = \(sequence) ORDER BY subject"
        )
    }
}
