public import KAAKernelContract
public import KAAWire

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
