import KAAKernel
import KAAStorage

extension SlussplatsBooking {
    /// The stored name of a state.
    private enum StateName: String, SQLConvertible {
        case booked = "BOOKED"
        case started = "STARTED"
        case cancelled = "CANCELLED"
    }

    /// Reads a row of `guidanceSlussplatsBooking`.
    init(row: Row) throws {
        let state: State =
            switch try row.decode("state", as: StateName.self) {
            case .booked: .booked
            case .started: .started(on: try row.decode("startedOn"))
            case .cancelled: .cancelled
            }
        self.init(
            id: try row.decode("id"),
            offering: try row.decode("offering"),
            youngPerson: try row.decode("youngPerson"),
            bookedOn: try row.decode("bookedOn"),
            state: state
        )
    }

    /// The values of the columns `state` and `startedOn`.
    var storedState: (name: SQLValue, startedOn: SQLValue) {
        switch self.state {
        case .booked: (StateName.booked.sqlValue, .null)
        case .started(let day): (StateName.started.sqlValue, day.sqlValue)
        case .cancelled: (StateName.cancelled.sqlValue, .null)
        }
    }
}
