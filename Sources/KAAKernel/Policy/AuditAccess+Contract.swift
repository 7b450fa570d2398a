import KAAKernelContract
import KAAWire

extension AuditAccess {
    /// The access that a contract states, or `nil` for a number that is not known.
    init?(contract: Kaa.Kernel.V1.Access) {
        self.init(rawValue: contract.mnemonic)
    }

    /// The access as contracts have it.
    var contract: Kaa.Kernel.V1.Access {
        switch self {
        case .none: .none
        case .read: .read
        case .write: .write
        case .aggregate: .aggregate
        }
    }
}
