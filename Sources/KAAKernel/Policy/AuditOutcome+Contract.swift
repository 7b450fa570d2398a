import KAAKernelContract
import KAAWire

extension AuditOutcome {
    /// The outcome as the audit log has it.
    var contract: Kaa.Kernel.V1.AuditOutcome {
        switch self {
        case .granted: .granted
        case .denied: .denied
        case .failed: .failed
        }
    }
}
