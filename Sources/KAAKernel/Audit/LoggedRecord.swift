package import KAAKernelContract
package import KAAWire

/// A record of the audit log with its place there.
package struct LoggedRecord: Sendable {
    /// The number of the leaf, from 0.
    package let position: Int64

    /// What the leaf says.
    package let record: Kaa.Kernel.V1.AuditRecord
}
