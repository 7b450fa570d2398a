import KAAKernel

@testable import Outreach

/// The snapshot files of an invented municipality, as rows.
struct World {
    /// The dates of the snapshots, oldest first, on each of which all three feeds are delivered.
    var snapshots: [CivilDate]
    /// The rows of each snapshot, in the order of `snapshots`.
    var folkbokforing: [[FolkbokforingRow]]
    var elevregister: [[EnrolmentRow]]
    var meriter: [[MeritRow]]
    /// Everybody any snapshot mentions.
    var persons: [IdentityNumber]

    static let hemkommun: Kommunkod = "0180"
}
