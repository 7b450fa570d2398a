/// Where a database lives; the engine follows from it.
public struct DatabaseLocation: Hashable, Sendable {
    enum Value: Hashable {
        case file(path: String)
        case memory
    }

    let value: Value

    /// A file on this machine, created if it does not exist.
    ///
    /// Its folder must exist.
    public static func file(_ path: String) -> Self {
        Self(value: .file(path: path))
    }

    /// Memory of this process, for tests: gone when closed, with reads and writes taking turns.
    public static var memory: Self {
        Self(value: .memory)
    }
}
