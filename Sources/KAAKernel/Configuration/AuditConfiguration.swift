/// Who supervises.
public struct AuditConfiguration: Equatable, Sendable {
    /// The boards whose auditors see what was done with anybody's data, and every consent.
    public var boards: Set<Board>

    /// The board that answers for the register, and the municipality's own administration.
    static let standardBoards: Set<Board> = [.amn, .ks]
}
