/// Knows of no consent, where none are kept.
struct NoConsents: ConsentChecking {
    func check(_ question: ConsentQuestion) throws(ConsentRefusal) -> Consent {
        throw .unknown
    }
}
