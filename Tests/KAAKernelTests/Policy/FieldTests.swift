import Foundation
import KAARPC
import Testing

@testable import KAAKernel

struct FieldTests {
    @Test func readsADayOrTheDayThatAnEmptyFieldStandsFor() throws {
        #expect(try CivilDate(field: "as_of", "2026-02-28") == "2026-02-28")
        #expect(try CivilDate(field: "as_of", "", ifEmpty: "2026-11-20") == "2026-11-20")
        #expect(try CivilDate(field: "as_of", "2026-02-28", ifEmpty: "2026-11-20") == "2026-02-28")
    }

    @Test(arguments: ["", "2026-02-29", "20260228", "2026-02-28T00:00:00Z", "i dag"])
    func namesTheFieldThatIsNoDay(text: String) {
        #expect { try CivilDate(field: "a.b", text) } throws: { Self.names("a.b", $0) }
    }

    @Test(arguments: [
        "", " \u{A0}", String(repeating: "a", count: 21), "rad\nbrytning", "noll\u{0}", "0901012389", "090101-23 89",
        "n1234567890", "12345678 90a",
    ])
    func namesTheFieldThatIsNoLineOfText(text: String) {
        #expect { try String(field: "name", text, maximumCount: 20) } throws: { Self.names("name", $0) }
    }

    @Test(arguments: ["a", "Ö-viks gy", "123456789", "2026/27 (2)", String(repeating: "å", count: 20)])
    func readsALineOfText(text: String) throws {
        #expect(try String(field: "name", text, maximumCount: 20) == text)
    }

    @Test func readsAUUIDInEitherCase() throws {
        let id = UUID()

        #expect(try UUID(field: "id", id.uuidString) == id)
        #expect(try UUID(field: "id", id.uuidString.lowercased()) == id)
        #expect { try UUID(field: "id", "1") } throws: { Self.names("id", $0) }
    }

    private static func names(_ field: String, _ error: any Error) -> Bool {
        guard let error = error as? RPCError else { return false }
        return error.code == .invalidArgument && error.message.hasPrefix("'\(field)'")
    }
}
