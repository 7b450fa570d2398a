import Foundation
import KAAKernel
import Testing

struct CodeTests {
    @Test(arguments: ["A", "NA25", "IMÅ", "HAGERSTEN-ALVSJO", "ÅÄÖÅÄÖÅÄ"])
    func shortCodesComeBackAsTheyWere(text: String) {
        #expect(ShortCode(rawValue: text)?.rawValue == text)
    }

    @Test(arguments: ["", "A B", "SEVENTEEN-BYTES-X", "ÅÄÖÅÄÖÅÄÖ", "A\u{7F}", "\n", "A\u{A0}B", "\u{200B}", "A\u{0}"])
    func otherTextsAreNoShortCodes(text: String) {
        #expect(ShortCode(rawValue: text) == nil)
    }

    @Test func shortCodesAreOrderedAndFoundByTheirBytes() {
        let codes: [ShortCode] = ["IMV", "IM", "BA", "IMABCDEFGH", "IMABCDEF"]
        #expect(codes.sorted().map(\.rawValue) == codes.map(\.rawValue).sorted())
        #expect(codes.map { $0.hasPrefix("IM") } == [true, true, false, true, true])
        #expect(ShortCode("IMABCDEFGH").hasPrefix("IMABCDEFG"))
        #expect(!ShortCode("IMABCDEF").hasPrefix("IMABCDEFG"))
        #expect(Set(codes + codes).count == 5)
    }

    @Test(arguments: ["0180", "1480", "0000"])
    func kommunkoderKeepTheirZeros(text: String) {
        #expect(Kommunkod(rawValue: text)?.rawValue == text)
    }

    @Test(arguments: ["", "180", "01800", "018a", "-180", "٠١٨٠"])
    func otherTextsAreNoKommunkoder(text: String) {
        #expect(Kommunkod(rawValue: text) == nil)
    }

    @Test(arguments: [
        ("11251", String?("11251")), ("112 51", "11251"), ("01234", "01234"), ("1125", nil), ("11 251", nil),
    ])
    func postalCodesHaveFiveDigits(text: String, digits: String?) {
        #expect(PostalCode(rawValue: text)?.rawValue == digits)
    }

    @Test func youngPersonIDsComeBackInLowerCase() throws {
        let identifier = YoungPersonID(UUID())
        #expect(YoungPersonID(identifier.description) == identifier)
        #expect(identifier.description == identifier.description.lowercased())
        #expect(YoungPersonID("200611212382") == nil)
    }

    @Test(arguments: ["200611212382", "20061121-2382", "0611212382"])
    func takesNoPersonnummerForADistrict(text: String) {
        #expect(DistrictCode(rawValue: text) == nil)
        #expect(DistrictCode(rawValue: "HAGERSTEN-ALVSJO") != nil)
    }
}
