import KAAKernel

/// Composes the digits of a personnummer, as ASCII.
///
/// It composes any number; ``TestPersonnummer`` is the gate that the city uses.
enum PersonnummerDigits {
    /// The year, month and day, the individual number and the check digit: twelve digits.
    static func digits(bornOn birthday: CivilDate, individualNumber: Int) -> [UInt8] {
        self.digits(birthday: self.digits(of: birthday), individualNumber: individualNumber)
    }

    /// The same, for a birthday whose eight digits are already known.
    static func digits(birthday: [UInt8], individualNumber: Int) -> [UInt8] {
        var digits = birthday
        digits.reserveCapacity(12)
        digits.append(UInt8(48 + individualNumber / 100))
        digits.append(UInt8(48 + individualNumber / 10 % 10))
        digits.append(UInt8(48 + individualNumber % 10))
        digits.append(UInt8(48 + self.checkDigit(of: digits.dropFirst(2))))
        return digits
    }

    /// The eight digits of a date, as in `20060229`.
    static func digits(of date: CivilDate) -> [UInt8] {
        date.description.utf8.filter { $0 != UInt8(ascii: "-") }
    }

    /// The Luhn check digit of nine ASCII digits, the first of which counts double.
    static func checkDigit(of digits: some Sequence<UInt8>) -> Int {
        var sum = 0
        var isDouble = true
        for digit in digits {
            let product = (Int(digit) - 48) * (isDouble ? 2 : 1)
            sum += product / 10 + product % 10
            isDouble.toggle()
        }
        return (10 - sum % 10) % 10
    }
}
