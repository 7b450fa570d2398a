/// A day that comes every year, such as the last day of the spring term.
public struct DayOfYear: Hashable, Sendable, LosslessStringConvertible {
    /// The month, 1–12.
    public let month: Int

    /// The day of the month.
    public let day: Int

    /// Reads `MM-DD`; `nil` for anything else, 29 February included, since not every year has it.
    public init?(_ description: String) {
        guard let date = CivilDate(isoUTF8: "2001-\(description)".utf8.span) else {
            return nil
        }
        (_, self.month, self.day) = date.components
    }

    /// The day as `MM-DD`.
    public var description: String {
        String(CivilDate(uncheckedYear: 2001, month: self.month, day: self.day).description.dropFirst(5))
    }
}
