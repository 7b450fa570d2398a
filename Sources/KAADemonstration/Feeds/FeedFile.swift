package import KAAKernel

/// A feed file that has been written.
package struct FeedFile: Hashable, Sendable {
    package let feed: Feed
    /// The day of the snapshot.
    package let date: CivilDate
    /// The name within the folder, for example `meriter-2026-07-01.csv`.
    package let name: String
    /// How many rows or records it holds, defective ones included.
    package let rowCount: Int
    package let byteCount: Int
}
