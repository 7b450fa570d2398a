/// A row that was rejected alone, as it is listed to the operator.
struct RowRejection: Hashable, Sendable {
    /// The line the row begins on, counted from 1.
    let line: Int
    /// What is wrong with it.
    let fault: RowFault
}
