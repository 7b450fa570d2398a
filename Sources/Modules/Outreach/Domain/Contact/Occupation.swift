/// What a young person does.
///
/// - Note: Förordning (2006:39) 4 § 2. The list is closed and has no value that tells of health or crime (5 §).
enum Occupation: String, CaseIterable, Hashable, Sendable {
    case gyNational = "GY_NATIONAL"
    case gyIntro = "GY_INTRO"
    case gyAdapted = "GY_ADAPTED"
    case komvux = "KOMVUX"
    case sfi = "SFI"
    case folkhogskola = "FOLKHOGSKOLA"
    case eduAbroad = "EDU_ABROAD"
    case eduOther = "EDU_OTHER"
    case work = "WORK"
    case workSubsidised = "WORK_SUBSIDISED"
    case praktik = "PRAKTIK"
    case militaryOrService = "MILITARY_OR_SERVICE"
    case abroadOther = "ABROAD_OTHER"
    case parental = "PARENTAL"
    case activityOther = "ACTIVITY_OTHER"
    case none = "NONE"
    case unknown = "UNKNOWN"
}
