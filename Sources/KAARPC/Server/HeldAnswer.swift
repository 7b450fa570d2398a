/// An answer that waits at an ``AnswerGate``.
public protocol HeldAnswer: AnyObject, Sendable {
    /// The answer may go, or the call fails; from any thread, once.
    ///
    /// - Parameter result: Why the answer may not go, if it may not.
    func gateDidOpen(_ result: Result<Void, any Error>)
}
