import Foundation

/// When a version of a fact was recorded; versions of one fact are in this order.
struct RecordPlace: Hashable, Sendable {
    /// When its publisher recorded it.
    let moment: Date
    /// Where it stands in its publisher's sequence, which tells versions of one moment apart.
    let position: Int64
}
