/// What a session at Skolslussen is about; the names are those of the contract without their prefix.
package enum SessionTopic: String, Sendable, CaseIterable {
    case choiceOfStudies = "CHOICE_OF_STUDIES"
    case schoolPlace = "SCHOOL_PLACE"
    case levelTest = "LEVEL_TEST"
    case adultEducation = "ADULT_EDUCATION"
}
