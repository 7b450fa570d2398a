import KAAKernel
import KAAStorage

extension CivilDate {
    /// A day after all days that facts are about.
    static let distantFuture = CivilDate(daysSinceEpoch: .max)

    /// A day before all days that facts are about.
    static let distantPast = CivilDate(daysSinceEpoch: .min)
}

extension Sex {
    /// The stored form, which takes less room than a text in a table of millions.
    var number: Int64 {
        switch self {
        case .female: 1
        case .male: 2
        }
    }

    /// Reads the stored form, or returns `nil`.
    init?(number: Int64) {
        switch number {
        case 1: self = .female
        case 2: self = .male
        default: return nil
        }
    }
}

extension ContactChannel: SQLConvertible {}

extension AttemptResult: SQLConvertible {}

extension EndReason: SQLConvertible {}
