public import Foundation

/// One line of the record of who did what with whose data, why, and when.
///
/// It holds opaque identifiers only. An entry is never changed or deleted apart from its young person's own deletion.
///
/// - Note: Dataskyddsförordningen (EU) 2016/679 article 5.2; lagen (2018:218) 3 kap. for purposes.
public struct AuditEntry: Equatable, Sendable {
    /// The entry's own identifier.
    public var id: UUID

    /// When it was recorded.
    public var recordedAt: Date

    /// The account of the caller.
    public var callerSubject: String

    /// Whether the caller is a person or a system.
    public var callerKind: Caller.Kind

    /// The board on whose behalf the call was made.
    public var callerBoard: Board

    /// The full name of the method, for example `kaa.outreach.v1.OutreachService/RecordContactAttempt`.
    public var method: String

    /// What the call was for; `nil` if it was refused before that was known.
    public var purpose: Purpose?

    /// What was done with personal data.
    public var access: AuditAccess

    /// Whose data it was, in order and without repetition; empty if nobody's in particular.
    public var subjects: [YoungPersonID]

    /// How it ended.
    public var outcome: AuditOutcome

    /// The client's identifier of the request, if it gave one.
    public var requestID: String?

    /// Creates an entry.
    public init(
        id: UUID,
        recordedAt: Date,
        caller: Caller,
        method: String,
        purpose: Purpose?,
        access: AuditAccess,
        subjects: [YoungPersonID],
        outcome: AuditOutcome,
        requestID: String? = nil
    ) {
        self.id = id
        self.recordedAt = recordedAt
        self.callerSubject = caller.subject
        self.callerKind = caller.kind
        self.callerBoard = caller.board
        self.method = method
        self.purpose = purpose
        self.access = access
        var seen: Set<YoungPersonID> = []
        self.subjects = subjects.filter { seen.insert($0).inserted }
        self.outcome = outcome
        self.requestID = requestID
    }
}
