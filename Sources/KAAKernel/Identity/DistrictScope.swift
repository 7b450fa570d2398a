/// The districts whose young people a caller may deal with.
public enum DistrictScope: Hashable, Sendable {
    /// Every district.
    case all

    /// These only; none if empty.
    case districts(Set<DistrictCode>)

    /// Whether `district` lies within the scope.
    public func contains(_ district: DistrictCode) -> Bool {
        switch self {
        case .all: true
        case .districts(let districts): districts.contains(district)
        }
    }
}
