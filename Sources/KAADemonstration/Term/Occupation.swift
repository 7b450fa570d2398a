/// What a person says to be doing; the names are those of the contract without their prefix.
package enum Occupation: String, Sendable, CaseIterable {
    case komvux = "KOMVUX"
    case sfi = "SFI"
    case folkhogskola = "FOLKHOGSKOLA"
    case otherEducation = "EDU_OTHER"
    case work = "WORK"
    case praktik = "PRAKTIK"
    case abroad = "ABROAD_OTHER"
    case otherActivity = "ACTIVITY_OTHER"
    case none = "NONE"
}
