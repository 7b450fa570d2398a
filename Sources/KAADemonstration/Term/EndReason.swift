/// Why an intervention ends; the names are those of the contract without their prefix.
package enum EndReason: String, Sendable, CaseIterable {
    case completed = "COMPLETED"
    case toEducation = "TO_EDUCATION"
    case toWork = "TO_WORK"
    case toOtherIntervention = "TO_OTHER_INTERVENTION"
    case toArbetsformedlingen = "TO_ARBETSFORMEDLINGEN"
    case moved = "MOVED"
    case turned20 = "TURNED_20"
    case abortedByYouth = "ABORTED_BY_YOUTH"
    case noShow = "NO_SHOW"
    case unknown = "UNKNOWN"
}
