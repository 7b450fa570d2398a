import KAAKernel

/// What the register's snapshots say of one key from a certain snapshot on.
struct SnapshotVersion<Fact: Hashable & Sendable>: Hashable, Sendable {
    /// The date of the first snapshot that said so.
    let snapshot: CivilDate
    /// The fact; `nil` if that snapshot left the key out.
    let fact: Fact?
}

extension SnapshotVersion: BitwiseCopyable where Fact: BitwiseCopyable {}
