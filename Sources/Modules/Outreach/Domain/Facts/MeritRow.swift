import KAAKernel

/// A row of the feed `meriter`; the whole row is its key.
struct MeritRow: Hashable, Sendable, BitwiseCopyable {
    /// Who holds the certificate.
    let person: IdentityNumber
    /// Which certificate it is.
    let merit: Merit
    /// The day it was issued.
    let issuedOn: CivilDate
}
