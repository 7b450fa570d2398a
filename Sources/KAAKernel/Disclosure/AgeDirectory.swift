/// Tells how old young people are, for rules that go by age; the module that keeps the register provides it.
///
/// The kernel asks it which giver a consent needs, rather than taking a handler's word, and learns nothing else of the
/// person.
public protocol AgeDirectory: Sendable {
    /// The age of a person in full years on a day.
    ///
    /// - Parameters:
    ///   - person: The person.
    ///   - day: The day on which the age counts.
    /// - Returns: The age, or `nil` if there is no such person.
    /// - Throws: What stands between the caller and the register.
    func age(of person: YoungPersonID, on day: CivilDate) async throws -> Int?
}
