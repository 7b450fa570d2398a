import KAAKernel
import KAAStorage

/// Which of those to be contacted a list shows.
struct ContactQueueFilter: Sendable {
    /// Only this district; `nil` for all that the caller may see.
    var district: DistrictCode?
    /// The districts that the caller may see.
    var scope: DistrictScope
    /// Only those due on or before this day; `nil` for all.
    var dueOn: CivilDate?

    /// The condition on the table of cases.
    var condition: SQL {
        var condition: SQL = "1 = 1"
        if let district = self.district {
            condition += " AND outreachCase.district = \(district)"
        }
        if case .districts(let districts) = self.scope {
            condition += " AND outreachCase.district IN \(values: districts.sorted { $0.rawValue < $1.rawValue })"
        }
        if let day = self.dueOn {
            condition += " AND outreachCase.nextContactOn <= \(day)"
        }
        return condition
    }

    /// What tells one list from another, for its page tokens.
    var description: [String] {
        [self.district?.rawValue ?? "*", self.dueOn?.description ?? "*"]
    }
}
