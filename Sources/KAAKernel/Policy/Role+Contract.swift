import KAAKernelContract
import KAAWire

extension Role {
    /// The role that a contract names, or `nil` for a number that is not known.
    init?(contract: Kaa.Kernel.V1.Role) {
        switch contract {
        case .kaaCoordinator: self = .kaaCoordinator
        case .registerCoordinator: self = .registerCoordinator
        case .localCoordinator: self = .localCoordinator
        case .coach: self = .coach
        case .guidanceCounsellor: self = .guidanceCounsellor
        case .socialWorker: self = .socialWorker
        case .strategicGroup: self = .strategicGroup
        case .reportingOfficer: self = .reportingOfficer
        case .operator: self = .operation
        case .auditor: self = .auditor
        case .integration: self = .integration
        case .unspecified, .unrecognized: return nil
        }
    }
}
