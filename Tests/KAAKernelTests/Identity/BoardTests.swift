import KAAKernel
import Testing

struct BoardTests {
    @Test(arguments: ["AMN", "UTBN", "SON", "KS", "SDN:01", "EXTERNAL:csn"])
    func readsBackWhatItWrites(text: String) throws {
        #expect(try #require(Board(text)).description == text)
    }

    @Test(arguments: ["", "amn", "SDN", "SDN:", "EXTERNAL:", "SDN:a district name that is long", "AMN "])
    func refusesEverythingElse(text: String) {
        #expect(Board(text) == nil)
    }
}
