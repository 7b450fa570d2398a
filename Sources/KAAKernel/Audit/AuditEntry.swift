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

    /// How surely the caller was known; `nil` in entries of versions that did not record it.
    public var assurance: AssuranceLevel?

    /// Why the call was refused, such as `ROLE_NOT_ALLOWED`; `nil` unless it was.
    public var refusal: String?

    /// Why the caller says it needs to know; `nil` unless stated.
    public var reason: String?

    /// The ground on which data crossed from one board to another; `nil` if none did.
    public var ground: LegalGround?

    /// The version of the ground.
    public var groundVersion: String?

    /// The consent relied on, if any.
    public var consentID: UUID?

    /// The receipt of the disclosure, encoded; `nil` if nothing was disclosed to another board.
    public var receipt: [UInt8]?

    /// The version of the policy that decided.
    public var policyVersion: String?

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
        self.callerSubject = caller.account
        self.callerKind = caller.kind
        self.callerBoard = caller.board
        self.method = method
        self.purpose = purpose
        self.access = access
        self.subjects = Self.withoutRepetition(subjects)
        self.outcome = outcome
        self.requestID = requestID
        self.assurance = caller.assurance
    }

    private static func withoutRepetition(_ subjects: [YoungPersonID]) -> [YoungPersonID] {
        guard subjects.count > 1 else { return subjects }
        var seen: Set<YoungPersonID> = []
        return subjects.filter { seen.insert($0).inserted }
    }
}
