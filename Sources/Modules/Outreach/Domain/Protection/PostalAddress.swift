/// Where letters to somebody go.
struct PostalAddress: Hashable, Sendable {
    /// Street and number; empty if not known.
    let street: String
    /// Five digits; empty if not known.
    let postalCode: String
    /// The post town; empty if not known.
    let postalTown: String
}
