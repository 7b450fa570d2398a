/// Tells whether a consent is a live ground, as policy asks at every call that rests on one.
///
/// The answer comes at once, from memory. Ask before the handler runs and again before its answer leaves: a consent that
/// was revoked in between opens nothing any more.
public protocol ConsentChecking: Sendable {
    /// The consent, if it opens what is asked.
    ///
    /// - Parameter question: Whose data, from whom to whom, for what, of which classes, and when.
    /// - Returns: The consent; what it opens towards the receiver is ``Consent/opened(towards:)``.
    /// - Throws: ``ConsentRefusal``, which says why it opens nothing.
    func check(_ question: ConsentQuestion) throws(ConsentRefusal) -> Consent
}
