import KAAKernelContract
import KAAWire

extension Purpose {
    /// The purpose that a contract names, or `nil` for a number that is not known.
    init?(contract: Kaa.Kernel.V1.Purpose) {
        self.init(rawValue: contract.mnemonic)
    }

    /// The purpose as contracts have it.
    var contract: Kaa.Kernel.V1.Purpose {
        switch self {
        case .kaaDuty: .kaaDuty
        case .nationalReport: .nationalReport
        case .statistics: .statistics
        case .operation: .operation
        case .audit: .audit
        }
    }
}
