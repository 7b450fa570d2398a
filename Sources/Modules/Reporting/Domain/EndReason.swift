/// Why an intervention ended.
///
/// The raw values are stored; they keep their meaning.
enum EndReason: Int64, CaseIterable, Hashable, Sendable {
    case completed = 1
    case toEducation = 2
    case toWork = 3
    case toOtherIntervention = 4
    case toArbetsformedlingen = 5
    case moved = 6
    case turned20 = 7
    case abortedByYouth = 8
    case noShow = 9
    case returnedToReferrer = 10
    case other = 11
    case unknown = 12

    /// The name in figures, as contracts write it.
    var mnemonic: String {
        switch self {
        case .completed: "COMPLETED"
        case .toEducation: "TO_EDUCATION"
        case .toWork: "TO_WORK"
        case .toOtherIntervention: "TO_OTHER_INTERVENTION"
        case .toArbetsformedlingen: "TO_ARBETSFORMEDLINGEN"
        case .moved: "MOVED"
        case .turned20: "TURNED_20"
        case .abortedByYouth: "ABORTED_BY_YOUTH"
        case .noShow: "NO_SHOW"
        case .returnedToReferrer: "RETURNED_TO_REFERRER"
        case .other: "OTHER"
        case .unknown: "UNKNOWN"
        }
    }
}
