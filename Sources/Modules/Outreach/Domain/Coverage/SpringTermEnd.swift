import KAAKernel

/// The last day of compulsory schooling in any year, as a municipality has configured it.
struct SpringTermEnd: Hashable, Sendable, BitwiseCopyable {
    /// The month, 1–12.
    let month: Int8
    /// The day of the month.
    let day: Int8

    /// The end of June, unless configured otherwise.
    static let endOfJune = SpringTermEnd(uncheckedMonth: 6, day: 30)

    /// Creates a day of the year, or returns `nil` if some year doesn't have it.
    init?(month: Int, day: Int) {
        // 2023 has no leap day, so what it has every year has.
        guard CivilDate(year: 2_023, month: month, day: day) != nil else { return nil }
        self.init(uncheckedMonth: Int8(month), day: Int8(day))
    }

    private init(uncheckedMonth month: Int8, day: Int8) {
        self.month = month
        self.day = day
    }

    /// The day in a year, or `nil` if the year is outside 1–9999.
    func date(in year: Int) -> CivilDate? {
        CivilDate(year: year, month: Int(self.month), day: Int(self.day))
    }
}
