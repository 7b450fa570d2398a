import KAAKernel
import Testing

@testable import Outreach

struct FeedFileNameTests {
    @Test(arguments: [
        "folkbokforing-2026-11-21.csv", "folkbokforing-2026-11-21.xml", "elevregister-2024-02-29.json",
        "meriter-2026-11-21.csv", "skolmeddelanden-2026-11-21.csv",
    ])
    func readsTheNamesOfFeedFilesAndWritesThemBack(name: String) {
        #expect(FeedFileName(name)?.description == name)
    }

    @Test(arguments: [
        "folkbokforing-2026-11-21.json", "meriter-2026-11-21.xml", "folkbokforing-2026-02-30.csv",
        "betyg-2026-11-21.csv",
        "folkbokforing.csv", "folkbokforing-2026-11-21", "folkbokforing-2026-11-21.csv.tmp", ".csv", "",
        "Folkbokforing-2026-11-21.csv", "folkbokforing-2026-11-21.CSV", "a.b-c",
    ])
    func passesOverOtherNames(name: String) {
        #expect(FeedFileName(name) == nil)
    }
}
