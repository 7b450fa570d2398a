import Synchronization

/// A progress bar for work that many threads do at once.
enum ReadingProgress {
    /// Does work while a person sees how far it has come.
    ///
    /// - Parameters:
    ///   - phase: What is done.
    ///   - work: Does it, and tells how many bytes of how many it has read.
    /// - Returns: What `work` returns.
    /// - Throws: What `work` throws.
    static func shown<Result>(
        _ phase: String,
        _ work: (@Sendable (UInt64, UInt64) -> Void) throws -> Result
    ) throws -> Result {
        let bar = Mutex(ProgressBar())
        defer { bar.withLock { $0.clear() } }
        return try work { done, total in
            bar.withLock { $0.show(phase, done: Int64(clamping: done), total: Int64(clamping: total)) }
        }
    }
}
