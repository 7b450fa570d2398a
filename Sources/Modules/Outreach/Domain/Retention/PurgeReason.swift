/// Why somebody is on the list of a purge.
enum PurgeReason: String, CaseIterable, Hashable, Sendable {
    /// 31 December of the year in which the person turns 21.
    case statute = "STATUTE"
    /// So many months have passed since coverage ended.
    case policy = "POLICY"
}
