/// Why an intervention ended.
enum InterventionEndReason: String, CaseIterable, Hashable, Sendable {
    case completed = "COMPLETED"
    case toEducation = "TO_EDUCATION"
    case toWork = "TO_WORK"
    case toOtherIntervention = "TO_OTHER_INTERVENTION"
    case toArbetsformedlingen = "TO_ARBETSFORMEDLINGEN"
    case moved = "MOVED"
    case turned20 = "TURNED_20"
    case abortedByYouth = "ABORTED_BY_YOUTH"
    case noShow = "NO_SHOW"
    case returnedToReferrer = "RETURNED_TO_REFERRER"
    case other = "OTHER"
    case unknown = "UNKNOWN"
}
