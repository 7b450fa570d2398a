/// Permission to see what is guarded about one person, during one call.
///
/// Only ``ModuleDatabase/reveal(_:about:_:)`` makes one, in the transaction that records the call in the audit log.
public struct RevealPermit: Sendable {
    /// Whom it is for.
    let subject: YoungPersonID

    init(_ subject: YoungPersonID) {
        self.subject = subject
    }
}
