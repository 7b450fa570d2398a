/// One of the registers' feeds that the nightly run reads.
enum FeedKind: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// Who is folkbokförd where, from Skatteverket.
    case folkbokforing
    /// School enrolments.
    case elevregister
    /// Leaving certificates.
    case meriter
    /// What schools report when a pupil begins, leaves or is absent.
    case skolmeddelanden

    /// Whether a file holds everything as of its date, so that what it leaves out is gone.
    var isSnapshot: Bool {
        self != .skolmeddelanden
    }

    /// The formats the feed is read in.
    var formats: [FeedFormat] {
        switch self {
        case .folkbokforing: [.csv, .xml]
        case .elevregister: [.csv, .json]
        case .meriter, .skolmeddelanden: [.csv]
        }
    }
}
