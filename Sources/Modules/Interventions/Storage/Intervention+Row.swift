import KAAKernel
import KAAStorage

extension Intervention {
    /// Reads a row of `interventionsIntervention`.
    init(row: Row) throws {
        let endedOn: CivilDate? = try row.decode("endedOn")
        self.init(
            id: try row.decode("id"),
            youngPerson: try row.decode("youngPerson"),
            type: try row.decode("typeCode"),
            owner: try row.decode("ownerBoard"),
            startedOn: try row.decode("startedOn"),
            end: try endedOn.map { End(day: $0, reason: try row.decode("endReason")) }
        )
    }
}

extension InterventionEndReason: SQLConvertible {}
