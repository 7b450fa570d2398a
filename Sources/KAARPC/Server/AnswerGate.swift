/// Something that an answer waits for before it is sent, although its handler has returned.
///
/// A call that has nothing left to do but to wait costs less so than one whose task is suspended.
public protocol AnswerGate: AnyObject, Sendable {
    /// Tells an answer once when the gate opens or stays shut for good; at once if that is known.
    ///
    /// - Parameter answer: Told on any thread.
    func add(_ answer: any HeldAnswer)
}
