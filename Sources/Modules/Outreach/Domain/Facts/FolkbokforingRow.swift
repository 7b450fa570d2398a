import KAAKernel

/// A row of the feed `folkbokforing`: who someone is, where they live and where they are folkbokförda.
///
/// - Note: Förordning (2006:39) 4 § 1 lists what may be held; the row has nothing else.
struct FolkbokforingRow: Hashable, Sendable {
    /// Whom the row is about; the key of the feed.
    let person: IdentityNumber
    /// The name the person goes by; may be empty.
    let givenName: String
    /// The family name; may be empty.
    let familyName: String
    /// The street address; empty where none is given.
    let street: String
    /// The postal code; `nil` where none is given.
    let postalCode: PostalCode?
    /// The postal town; empty where none is given.
    let postalTown: String
    /// What decides coverage.
    let residence: Residence
}
