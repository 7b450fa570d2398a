/// The error for an event that breaks its contract, so that it is set aside and its publisher's figures show a gap.
struct MalformedEvent: Error, Hashable {
    /// The field, in the contract's spelling; never its value.
    let field: String
}
