import Foundation
import KAAKernel

/// The days that a report is about, and what was known of them when.
struct ReportWindow: Hashable, Sendable {
    /// The first day.
    let from: CivilDate
    /// The last day.
    let to: CivilDate
    /// The day by whose end facts were recorded; `nil` for all that is known now.
    let asKnownOn: CivilDate?

    /// Creates a window, or returns `nil` if the last day is before the first.
    init?(from: CivilDate, to: CivilDate, asKnownOn: CivilDate? = nil) {
        guard from <= to else { return nil }
        self.from = from
        self.to = to
        self.asKnownOn = asKnownOn
    }

    /// The first moment whose records are not looked at; `nil` if all are.
    var horizon: Date? {
        self.asKnownOn?.addingDays(1).swedishMidnight
    }

    /// Whether a day is one of the window's.
    func contains(_ day: CivilDate) -> Bool {
        self.from <= day && day <= self.to
    }
}
