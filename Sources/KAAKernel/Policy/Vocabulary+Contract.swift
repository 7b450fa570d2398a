public import KAAKernelContract
public import KAAWire

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

extension Purpose {
    /// The purpose that a contract names, or `nil` for a number that is not known.
    init?(contract: Kaa.Kernel.V1.Purpose) {
        self.init(rawValue: contract.mnemonic)
    }
}

extension AuditAccess {
    /// The access that a contract states, or `nil` for a number that is not known.
    init?(contract: Kaa.Kernel.V1.Access) {
        self.init(rawValue: contract.mnemonic)
    }
}

extension Sex {
    /// The sex as contracts write it.
    public var contract: Kaa.Kernel.V1.Sex {
        switch self {
        case .female: .female
        case .male: .male
        }
    }

    /// The sex that a contract names, or `nil` if it names none.
    public init?(contract: Kaa.Kernel.V1.Sex) {
        switch contract {
        case .female: self = .female
        case .male: self = .male
        case .unspecified, .unrecognized: return nil
        }
    }
}
