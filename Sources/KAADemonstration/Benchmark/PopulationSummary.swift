/// How much ``PopulationGenerator`` has written.
public struct PopulationSummary: Hashable, Sendable {
    /// The rows of `folkbokforing`.
    public internal(set) var persons = 0
    /// The rows of `elevregister`.
    public internal(set) var enrolments = 0
    /// The rows of `meriter`.
    public internal(set) var merits = 0
    /// The size of all three files.
    public internal(set) var byteCount = 0
}
