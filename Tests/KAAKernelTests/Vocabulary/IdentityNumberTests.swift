import KAAKernel
import Testing

struct IdentityNumberTests {
    @Test(arguments: [
        ("200611212382", CivilDate("2006-11-21"), Sex.female), ("200611212390", "2006-11-21", .male),
        ("200802292383", "2008-02-29", .female), ("20070115-2399", "2007-01-15", .male),
    ])
    func readsPersonnummer(text: String, birthDate: CivilDate, sex: Sex) throws {
        let number = try Personnummer(parsing: text)
        #expect(number.birthDate == birthDate)
        #expect(number.sex == sex)
        #expect(number.digits == text.replacing("-", with: ""))
        #expect(try IdentityNumber(integerValue: number.identityNumber.integerValue) == number.identityNumber)
    }

    @Test(arguments: ["200611812389", "200701752396"])
    func readsSamordningsnummerAsAKindOfTheirOwn(text: String) throws {
        let number = try IdentityNumber(parsing: text)
        #expect(number.kind == .samordningsnummer)
        #expect(Samordningsnummer(number)?.birthDate == number.birthDate)
        #expect(Personnummer(number) == nil)
        #expect(throws: IdentityNumber.ParsingError.malformed) { try Personnummer(parsing: text) }
    }

    @Test(arguments: [
        ("", IdentityNumber.ParsingError.malformed), ("0611212382", .malformed), ("200613212382", .malformed),
        ("200602302382", .malformed), ("20061121238A", .malformed), ("٢٠٠٦١١٢١٢٣٨٢", .malformed),
        ("2006112100" + "06", .malformed), ("200611922386", .malformed), ("200611212381", .wrongCheckDigit),
        ("200611212832", .wrongCheckDigit),
    ])
    func rejectsOtherTexts(text: String, reason: IdentityNumber.ParsingError) {
        #expect(throws: reason) { try IdentityNumber(parsing: text) }
    }

    @Test func revealsNothingInTextsAndReflection() throws {
        let number = try Personnummer(parsing: "200611212382")
        let samordningsnummer = try Samordningsnummer(parsing: "200611812389")
        var dumped = ""
        dump([number], to: &dumped)
        dump(samordningsnummer, to: &dumped)
        dump(["key": number.identityNumber], to: &dumped)
        let texts = [
            "\(number)", String(reflecting: number), "\(number.identityNumber)", "\(Optional(number) as Any)",
            "\([number])", String(reflecting: samordningsnummer), "\(samordningsnummer)", dumped,
        ]
        for text in texts {
            #expect(!text.contains("0611"))
        }
    }
}
