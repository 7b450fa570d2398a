/// The types of intervention that the script uses; no name tells of health or crime.
package enum InterventionCode: String, Sendable, CaseIterable {
    case guidance = "GUIDANCE_SYV"
    case motivationalTalk = "MOTIVATIONAL_TALK"
    case coaching = "COACHING"
    case aim = "AIM"
    case matching = "MATCHING"
    case praktik = "PRAKTIK"
    case youthEmployment = "YOUTH_EMPLOYMENT"
    case languageEffort = "LANGUAGE_EFFORT"
    case komvuxSupport = "KOMVUX_SUPPORT"
    case slussplatsPreparation = "SLUSSPLATS_PREP"
    case holidayJob = "SUMMER_JOB"
}
