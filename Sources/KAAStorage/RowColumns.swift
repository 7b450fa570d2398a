/// The column names that all rows of one result share.
final class RowColumns: Sendable {
    let names: [String]

    init(names: [String]) {
        self.names = names
    }
}
