import KAAKernel
import KAAStorage

extension SlussplatsOffering {
    /// Reads a row of `guidanceSlussplatsOffering`.
    init(row: Row) throws {
        self.init(
            id: try row.decode("id"),
            school: try row.decode("school"),
            schoolName: try row.decode("schoolName"),
            opensOn: try row.decode("opensOn"),
            closesOn: try row.decode("closesOn"),
            capacity: try row.decode("capacity"),
            booked: try row.decode("booked"),
            started: try row.decode("started")
        )
    }
}

extension SchoolUnitCode: SQLConvertible {}
