import KAAKernel

/// The people whom one row of a report is about.
struct FunnelGroup: Hashable, Sendable {
    /// A way to break figures down.
    enum Dimension: Hashable, Sendable {
        /// By the district on the last day covered in the window.
        case district
        /// By sex.
        case sex
    }

    /// The number of the district's code; `nil` if figures are not broken down by it.
    let district: Int?
    /// `nil` if figures are not broken down by it.
    let sex: Sex?
}
