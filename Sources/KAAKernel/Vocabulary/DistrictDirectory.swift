/// The districts of one city over time.
///
/// Statistics restate an older year in the districts of a later one by following successors; a person's row keeps the
/// code it was delivered with.
public struct DistrictDirectory: Hashable, Sendable {
    /// The city.
    public let kommun: Kommunkod
    /// Every district the city has had, in the order of the city's list.
    public let districts: [District]

    private let indexByCode: [DistrictCode: Int]

    /// A reason why a list of districts isn't a directory.
    public enum ConsistencyError: Error, Hashable {
        /// Two districts have the same code.
        case duplicateCode(DistrictCode)
        /// The district ends without a successor, stands with one, or its successor isn't there when it ends.
        case brokenSuccession(DistrictCode)
    }

    /// Creates a directory.
    ///
    /// - Throws: ``ConsistencyError`` if codes repeat or a successor doesn't stand on the day it takes over.
    public init(kommun: Kommunkod, districts: [District]) throws(ConsistencyError) {
        var indexByCode: [DistrictCode: Int] = [:]
        for (index, district) in districts.enumerated() {
            guard indexByCode.updateValue(index, forKey: district.code) == nil else {
                throw .duplicateCode(district.code)
            }
        }
        for district in districts {
            switch (district.validity.end, district.successor) {
            case (nil, nil):
                break
            case (let end?, let successor?):
                guard let index = indexByCode[successor], districts[index].validity.contains(end) else {
                    throw .brokenSuccession(district.code)
                }
            default:
                throw .brokenSuccession(district.code)
            }
        }
        self.kommun = kommun
        self.districts = districts
        self.indexByCode = indexByCode
    }

    /// The district with that code, at whatever time it existed; `nil` if the city never had it.
    public subscript(code: DistrictCode) -> District? {
        guard let index = self.indexByCode[code] else { return nil }
        return self.districts[index]
    }

    /// The districts that existed on a day, in the order of the city's list.
    public func districts(on day: CivilDate) -> [District] {
        self.districts.filter { $0.validity.contains(day) }
    }

    /// The district that `code` counts as on a day: itself while it stands, afterwards its successor's successor.
    ///
    /// - Returns: `nil` if the city never had `code`, or if the district did not exist yet on `day`.
    public func district(_ code: DistrictCode, on day: CivilDate) -> District? {
        var current = self[code]
        while let district = current, let end = district.validity.end, end <= day {
            guard let successor = district.successor else { return nil }
            current = self[successor]
        }
        guard let district = current, district.validity.contains(day) else { return nil }
        return district
    }
}
