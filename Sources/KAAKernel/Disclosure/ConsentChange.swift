package import Foundation

/// One consent as it now stands, at its place in the order of changes; or that it is gone.
package struct ConsentChange: Hashable, Sendable {
    /// The place in the order of changes: growing, with gaps.
    ///
    /// A later change of the same consent takes the earlier one's place away.
    package var position: Int64

    /// Which consent.
    package var id: UUID

    /// How it now stands; `nil` once it was erased together with its person.
    package var consent: Consent?

    package init(position: Int64, id: UUID, consent: Consent?) {
        self.position = position
        self.id = id
        self.consent = consent
    }
}
