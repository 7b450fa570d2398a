import KAAKernel
import Testing

@testable import KAADemonstration

struct TestPersonnummerTests {
    @Test(arguments: [
        ("2009-12-31", 238, "200912312386"),
        ("2009-12-31", 239, "200912312394"),
        ("2008-02-29", 239, "200802292391"),
        ("2006-11-21", 238, "200611212382"),
    ])
    func makesTheNumbersThatArePublished(birthday: String, individualNumber: Int, digits: String) throws {
        let made = try TestPersonnummer.digits(
            bornOn: CivilDate(iso: birthday),
            individualNumber: individualNumber
        )
        #expect(made == digits)
        #expect(TestPersonnummer.isAllowed(made))
    }

    @Test(arguments: [-1, 0, 1, 237, 240, 500, 979, 1000, 1238])
    func refusesNumbersThatCouldBeSomebodys(individualNumber: Int) {
        #expect {
            try TestPersonnummer.digits(bornOn: "2009-12-31", individualNumber: individualNumber)
        } throws: { error in
            (error as? DemonstrationError)?.code == .refusedNumber
        }
    }

    @Test(arguments: ["200912312387", "2009123124" + "02", "20091231238", "20091231AAAA", ""])
    func knowsWhatIsNotAllowed(digits: String) {
        #expect(!TestPersonnummer.isAllowed(digits))
    }
}
