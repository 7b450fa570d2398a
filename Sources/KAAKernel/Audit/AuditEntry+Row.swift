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
        self.subjects = try transaction.values(
            "SELECT subject FROM kernelAuditSubject WHERE entry = \(sequence) ORDER BY subject"
        )
    }
}
