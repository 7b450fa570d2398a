import KAAStorage

extension RequestLedger {
    /// Forgets the answers that name the people: a call repeated after them finds nobody.
    static let purge = SubjectPurge(table: "kernelRequest") { order, transaction in
        let search = SubjectSearch(order.subjects)
        var keys: [(method: String, caller: String, requestID: String)] = []
        try transaction.forEach("SELECT method, caller, requestID, answer FROM kernelRequest") { row in
            if search.finds(in: try row.decode(3)) {
                keys.append((try row.decode(0), try row.decode(1), try row.decode(2)))
            }
        }
        for key in keys {
            try transaction.execute(
                """
                DELETE FROM kernelRequest
                WHERE method = \(key.method) AND caller = \(key.caller) AND requestID = \(key.requestID)
                """
            )
        }
    }
}
