import KAAKernelContract
import KAAWire

extension AssuranceLevel {
    /// The level that a contract asks for, or `nil` for a number that is not known.
    init?(contract: Kaa.Kernel.V1.AssuranceLevel) {
        switch contract {
        case .unspecified, .low: self = .low
        case .basic: self = .basic
        case .substantial: self = .substantial
        case .high: self = .high
        case .unrecognized: return nil
        }
    }
}
