import KAATransparency

/// What is known of the audit log outside of its own folder: its newest checkpoint at some time, and its key.
package struct AuditMark: Equatable, Sendable {
    /// How many leaves the log had, and their root, as the log signed it.
    let note: SignedCheckpoint

    /// The log's public key in PEM.
    let publicKey: String

    /// How many leaves the log had.
    var size: UInt64 { self.note.checkpoint.size }

    /// Creates a mark.
    init(note: SignedCheckpoint, publicKey: String) {
        self.note = note
        self.publicKey = publicKey
    }
}
