import KAAKernel
import SeededRandomness

/// Personnummer made up at run time.
enum RandomIdentity {
    /// A number with any individual number; its check digit is found by trying.
    static func make(born birthDate: CivilDate, _ random: inout SplitMix) throws -> IdentityNumber {
        try Self.make(born: birthDate, individual: random.number(in: 1...999))
    }

    /// The number with that individual number.
    static func make(born birthDate: CivilDate, individual: Int) throws -> IdentityNumber {
        let (year, month, day) = birthDate.components
        let date = UInt64(year * 10_000 + month * 100 + day)
        let stem = (date * 1_000 + UInt64(individual)) * 10
        for digit in 0..<UInt64(9) {
            if let number = try? IdentityNumber(integerValue: stem + digit) { return number }
        }
        return try IdentityNumber(integerValue: stem + 9)
    }
}
