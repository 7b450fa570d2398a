package import KAAKernel

/// The only personnummer that an invented person may have.
///
/// A real one belongs to someone. Skatteverket publishes numbers that belong to nobody; in them the individual number is
/// almost always 238 or 239, in older years also 980–999. The city uses those and no others.
///
/// - Note: Skatteverket, open data "Testpersonnummer"; the check digit and the sex: folkbokföringslagen (1991:481) 18 §.
package enum TestPersonnummer {
    /// The individual numbers that committed examples use.
    package static let fixtureNumbers = [238, 239]

    /// All individual numbers that an invented person may have, in the order in which a date uses them up.
    package static let individualNumbers = Self.fixtureNumbers + Array(980...999)

    /// Makes the twelve digits of an invented person.
    ///
    /// - Throws: ``DemonstrationError`` with the code `refusedNumber` if `individualNumber` could be somebody's.
    package static func digits(bornOn birthday: CivilDate, individualNumber: Int) throws -> String {
        guard Self.individualNumbers.contains(individualNumber) else {
            throw DemonstrationError(
                .refusedNumber,
                "The individual number \(individualNumber) isn't one of 238, 239 and 980 to 999."
            )
        }
        let digits = PersonnummerDigits.digits(bornOn: birthday, individualNumber: individualNumber)
        return String(decoding: digits, as: UTF8.self)
    }

    /// Tells whether twelve digits follow the rule.
    package static func isAllowed(_ digits: String) -> Bool {
        let values = digits.utf8.map { Int($0) - 48 }
        guard values.count == 12, values.allSatisfy((0...9).contains) else { return false }
        let individualNumber = values[8] * 100 + values[9] * 10 + values[10]
        return Self.individualNumbers.contains(individualNumber)
            && PersonnummerDigits.checkDigit(of: digits.utf8.dropFirst(2).dropLast()) == values[11]
    }
}
