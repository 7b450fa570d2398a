import KAAKernelContract
import KAAWire

extension AuditAccess {
    /// The access that a contract states, or `nil` for a number that is not known.
    init?(contract: Kaa.Kernel.V1.Access) {
        self.init(rawValue: contract.mnemonic)
    }
}
