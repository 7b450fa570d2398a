import KAAKernel
import KAAStorage

extension Residence {
    /// Reads kommun, registeredOn, cause, deregisteredOn, district and protection, in that order from `column` on.
    init(row: Row, at column: Int) throws {
        let cause: FolkbokforingDeregistration.Cause? = try row.decode(column + 2)
        let deregisteredOn: CivilDate? = try row.decode(column + 3)
        var deregistration: FolkbokforingDeregistration?
        if let cause, let deregisteredOn {
            deregistration = FolkbokforingDeregistration(cause: cause, date: deregisteredOn)
        }
        self.init(
            kommun: try row.decode(column),
            registeredOn: try row.decode(column + 1),
            deregistration: deregistration,
            district: try row.decode(column + 4),
            protection: try row.decode(column + 5)
        )
    }
}

extension Enrolment {
    /// Reads schoolForm, studyPath, schoolUnit and startsOn, in that order from `column` on.
    init(row: Row, at column: Int) throws {
        let studyPath: String = try row.decode(column + 1)
        self.init(
            schoolForm: try row.decode(column),
            studyPath: ShortCode(rawValue: studyPath),
            schoolUnit: try row.decode(column + 2),
            start: try row.decode(column + 3)
        )
    }
}

extension FolkbokforingDeregistration.Cause: SQLConvertible {}
extension SchoolForm: SQLConvertible {}
extension Merit: SQLConvertible {}
extension CoverageOpeningReason: SQLConvertible {}
extension DeregistrationReason: SQLConvertible {}
extension FeedKind: SQLConvertible {}
extension SchoolNoticeRow.Kind: SQLConvertible {}

extension SchoolUnit: SQLConvertible {
    init(sqlValue: SQLValue) throws {
        guard let unit = SchoolUnit(try String(sqlValue: sqlValue)) else {
            throw SQLConversionError(stored: sqlValue, expected: "SchoolUnit")
        }
        self = unit
    }

    var sqlValue: SQLValue { .text(self.description) }
}
