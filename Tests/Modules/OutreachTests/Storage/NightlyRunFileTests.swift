import Foundation
import KAAKernel
import KAAKernelTesting
import KAAStorage
import OutreachContract
import Testing

@testable import Outreach

/// What a run does with files that are not as they should be.
struct NightlyRunFileTests {
    private let fixture: RegisterFixture
    private let town: Town

    init() async throws {
        self.fixture = try await RegisterFixture()
        self.town = try Town(4)
    }

    @Test func malformedRowsAreLeftOutAloneAndListed() async throws {
        let folder = try self.town.files(of: "2026-11-20")
        let digits = self.town.persons.map(\.digits)
        let wrong = digits[3].dropLast() + (digits[3].last == "0" ? "1" : "0")
        try folder.write(
            """
            personnummer,skolform,studievag,skolenhetskod,startdatum,slutdatum
            \(digits[0]),GY,NA25,12345678,2026-08-17,
            \(digits[1]),GY,NA25,12345678,2026-08-17,2026-08-16
            \(wrong),GY,NA25,12345678,2026-08-17,
            \(digits[2]),GYX,NA25,12345678,2026-08-17,
            \(digits[0]),GY,NA25,12345678,2026-08-17,2026-09-01
            \(digits[1]),GY,NA25

            """,
            to: "elevregister-2026-11-20.csv"
        )
        let run = try await self.fixture.night(folder)
        #expect(run.state == .succeeded)
        #expect(run.report?.rejected == 5)
        let feed = run.report?.feeds.first { $0.feed == "elevregister" }
        #expect(feed?.rows == 6)
        #expect(feed?.rejected == 5)
        #expect(run.report?.covered == 3)

        let rejections = try await self.fixture.rejections(of: run, pageSize: 2)
        #expect(rejections.map(\.fileName) == Array(repeating: "elevregister-2026-11-20.csv", count: 5))
        #expect(rejections.map(\.line) == [3, 4, 5, 6, 7])
        #expect(rejections.map(\.column) == ["slutdatum", "personnummer", "skolform", "personnummer", ""])
        #expect(
            rejections.map(\.reason) == [
                "DATE_ORDER", "PERSONNUMMER_CHECK_DIGIT", "CODE_UNKNOWN", "DUPLICATE_KEY", "FIELD_COUNT",
            ]
        )
    }

    @Test(arguments: [
        ("personnummer,merit\n", "COLUMN_MISSING datum line 1"),
        ("personnummer,merit,datum,betyg\n", "COLUMN_UNKNOWN line 1 column 4"),
        ("personnummer,merit,datum,merit\n", "COLUMN_DUPLICATE merit line 1 column 4"),
        ("", "EMPTY"),
        ("personnummer,merit,datum\n200801022385,GYMNASIE", "TRUNCATED line 2"),
        ("personnummer,merit,datum\n200801022385,\"GYMNASIEEXAMEN", "TRUNCATED line 2"),
    ])
    func aFileThatCannotBeTrustedChangesNothing(text: String, reason: String) async throws {
        _ = try await self.fixture.night(try self.town.files(of: "2026-11-01"), asOf: "2026-11-01")
        let before = try await self.fixture.everything()
        let folder = try self.town.files(of: "2026-11-20")
        try folder.write(text, to: "meriter-2026-11-20.csv")
        try await self.expectRefusal(of: folder, "meriter-2026-11-20.csv is refused: \(reason).", leaving: before)
    }

    @Test func aFileInAnotherEncodingChangesNothing() async throws {
        let before = try await self.fixture.everything()
        let folder = try self.town.files(of: "2026-11-20")
        let name = "folkbokforing-2026-11-20.csv"
        let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
        try folder.write(Array(try #require(text.data(using: .isoLatin1))), to: name)
        try await self.expectRefusal(of: folder, "\(name) is refused: ENCODING line 2 column 30.", leaving: before)
    }

    @Test(arguments: [
        ("folkbokforing-2026-11-20.xml", "<Folkbokforingsposter><Folkbokforingspost>", "TRUNCATED line 1"),
        ("folkbokforing-2026-11-20.xml", "<html></html>", "FORMAT"),
        ("elevregister-2026-11-20.json", "{\"data\": [{", "TRUNCATED line 1"),
        ("elevregister-2026-11-20.json", "{\"data\": 1}", "FORMAT"),
    ])
    func aFileInTheSourcesOwnFormatIsJudgedTheSame(name: String, text: String, reason: String) async throws {
        let before = try await self.fixture.everything()
        let folder = try FeedFolder()
        try folder.write(self.town.merits, of: "2026-11-20")
        try folder.write(text, to: name)
        try await self.expectRefusal(of: folder, "\(name) is refused: \(reason)", leaving: before)
    }

    @Test func anInboxWithoutFeedsIsAFailure() async throws {
        let folder = try FeedFolder()
        try folder.write("Hello.", to: "notes.txt")
        try folder.write("", to: "meriter-2026-12-01.csv")
        let run = try await self.fixture.night(folder)
        #expect(run.failureReason == "INBOX_EMPTY")
    }

    @Test func aFeedInTwoFormatsIsAFailure() async throws {
        let folder = try self.town.files(of: "2026-11-20")
        try folder.writeNavet(self.town.residenceRows, of: "2026-11-20")
        let run = try await self.fixture.night(folder)
        #expect(run.failureReason == "FEED_DUPLICATE")
        #expect(run.failureMessage == "folkbokforing of 2026-11-20 is there in two formats.")
    }

    @Test func filesDatedAfterTheDayWaitForALaterRun() async throws {
        let folder = try self.town.files(of: "2026-11-20")
        try Town(0).write(to: folder, of: "2026-11-21")
        let run = try await self.fixture.night(folder, asOf: "2026-11-20")
        #expect(run.report?.covered == 4)
        #expect(run.report?.feeds.count == 3)
    }

    @Test func aDryRunReportsAndChangesNothing() async throws {
        _ = try await self.fixture.night(try Town(2).files(of: "2026-11-01"), asOf: "2026-11-01")
        let before = try await self.fixture.everything()
        let audit = try await self.fixture.kernel.auditEntries(of: "outreach")

        let run = try await self.fixture.night(try self.town.files(of: "2026-11-20"), dryRun: true)
        #expect(run.state == .succeeded)
        #expect(run.report?.dryRun == true)
        #expect(run.report?.covered == 4)
        #expect(run.report?.opened == 2)
        #expect(try await self.fixture.everything() == before)
        // That somebody had it run is on record all the same.
        let entries = try await self.fixture.kernel.auditEntries(of: "outreach")
        #expect(entries.dropLast() == audit[...])
        #expect(entries.last?.method.hasSuffix("StartNightlyRun") == true)
    }

    private func expectRefusal(
        of folder: FeedFolder,
        _ message: String,
        leaving before: [String: [[SQLValue]]]
    ) async throws {
        let run = try await self.fixture.night(folder)
        #expect(run.state == .failed)
        #expect(run.failureReason == "FEED_REFUSED")
        #expect(run.failureMessage.hasPrefix(message), "\(run.failureMessage)")
        #expect(try await self.fixture.everything() == before)
    }
}
