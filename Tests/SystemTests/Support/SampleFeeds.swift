import Foundation
import KAADemonstration
import KAAKernel

/// Feed files of a handful of invented persons, whose coverage one can tell by reading them.
///
/// On ``day`` three are covered, ``protected`` awaits a decision, and the others are not covered.
struct SampleFeeds {
    /// The day of the snapshot.
    static let day = "2025-11-20"

    /// Came to the municipality in September.
    let movedIn: String
    /// Left an introduktionsprogram in October.
    let droppedOut: String
    /// Never began after compulsory school.
    let neverBegan: String
    /// Is at school.
    let enrolled: String
    /// Has an examen.
    let graduated: String
    /// Is still in compulsory school.
    let tooYoung: String
    /// Has skyddad folkbokföring.
    let protected: String
    /// Stands in no good row.
    let stranger: String

    /// The rows of each feed after the header.
    var rows: [Feed: [String]] = [:]

    /// Makes the files of ``day``, without faults.
    init() throws {
        self.movedIn = try Self.number("2006-09-09")
        self.droppedOut = try Self.number("2007-06-15")
        self.neverBegan = try Self.number("2008-03-05")
        self.enrolled = try Self.number("2007-06-01")
        self.graduated = try Self.number("2006-02-02")
        self.tooYoung = try Self.number("2010-01-01")
        self.protected = try Self.number("2007-01-02")
        self.stranger = try Self.number("2008-11-11")
        self.rows[.folkbokforing] = [
            self.resident(self.movedIn, since: "2025-09-01"),
            self.resident(self.droppedOut),
            self.resident(self.neverBegan),
            self.resident(self.enrolled),
            self.resident(self.graduated),
            self.resident(self.tooYoung),
            self.resident(self.protected, protection: "SKYDDAD_FOLKBOKFORING"),
        ]
        self.rows[.elevregister] = [
            "\(self.droppedOut),GY,IMV,12345678,2023-08-15,2025-10-10",
            "\(self.enrolled),GY,NA,12345678,2023-08-15,",
        ]
        self.rows[.meriter] = ["\(self.graduated),GYMNASIEEXAMEN,2025-06-12"]
    }

    /// A row of folkbokforing.
    func resident(
        _ person: String,
        since: String = "2010-05-05",
        district: String = "04",
        protection: String = ""
    ) -> String {
        "\(person),Testa,Testsson,Provgatan 1,16210,Teststad,0180,\(since),\(district),\(protection),,"
    }

    /// The text of a file.
    func text(_ feed: Feed) -> String {
        ([feed.columns.joined(separator: ",")] + (self.rows[feed] ?? [])).map { "\($0)\r\n" }.joined()
    }

    /// Writes the files of the feeds that have rows.
    func write(to folder: URL, day: String = Self.day) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for feed in self.rows.keys {
            try Data(self.text(feed).utf8).write(to: folder.appending(path: "\(feed.rawValue)-\(day).csv"))
        }
    }

    private static func number(_ birthday: CivilDate) throws -> String {
        try TestPersonnummer.digits(bornOn: birthday, individualNumber: 239)
    }
}
