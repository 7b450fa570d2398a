import KAAKernel
import KAAStorage

extension GuidanceSession {
    /// Reads a row of `guidanceSession`.
    init(row: Row) throws {
        self.init(
            id: try row.decode("id"),
            youngPerson: try row.decode("youngPerson"),
            scheduledOn: try row.decode("scheduledOn"),
            topic: try row.decode("topic"),
            state: try row.decode("state")
        )
    }
}

extension GuidanceSession.State: SQLConvertible {}

extension GuidanceSession.Topic: SQLConvertible {}
