/// What a database engine does for ``Database``; the only place where the choice of an engine shows.
///
/// An engine has one writing session and some reading ones, each with a thread at its disposal that may block. Bodies
/// given to one session run one after another.
protocol DatabaseEngine: Sendable {
    /// How many reading sessions there are; at least 1.
    var readerCount: Int { get }

    /// Runs `body` on the reading session number `reader`, counted from zero, and returns at once.
    ///
    /// No transaction is open when `body` begins, and none may be when it ends.
    func scheduleRead(_ reader: Int, _ body: @escaping @Sendable (any EngineSession) -> Void)

    /// Runs `body` on the writing session and returns at once, as ``scheduleRead(_:_:)`` does.
    func scheduleWrite(_ body: @escaping @Sendable (any EngineSession) -> Void)

    /// Closes all sessions. Called once, when nothing is scheduled any more.
    func close() async throws
}
