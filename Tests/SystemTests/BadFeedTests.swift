import Foundation
import KAADemonstration
import Testing

@Suite(.timeLimit(.minutes(10)))
struct BadFeedTests {
    /// A way to spoil a file as a whole.
    struct Fault: Sendable, CustomTestStringConvertible {
        let reason: String
        let spoil: @Sendable (String) -> Data

        var testDescription: String { self.reason }
    }

    static let nextDay = "2025-11-27"

    static let faults = [
        Fault(reason: "COLUMN_MISSING datum") { Data($0.replacing(#/,[^,]*\r\n/#, with: "\r\n").utf8) },
        Fault(reason: "COLUMN_UNKNOWN") { Data($0.replacing("\r\n", with: ",betyg\r\n", maxReplacements: 1).utf8) },
        Fault(reason: "COLUMN_DUPLICATE datum") { Data($0.replacing("merit,", with: "datum,").utf8) },
        Fault(reason: "ENCODING line 2") { Self.latin1($0.replacing("GYMNASIEEXAMEN", with: "PÅ")) },
        Fault(reason: "TRUNCATED line 2") { Data($0.dropLast(15).utf8) },
        Fault(reason: "EMPTY") { _ in Data() },
    ]

    private static func latin1(_ text: String) -> Data {
        Data(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
    }

    @Test func rejectsAMalformedRowAloneWithItsPlaceAndReason() async throws {
        try await Installation.temporary { kaad in
            var feeds = try SampleFeeds()
            let good = feeds.resident(feeds.stranger)
            let lastDigit = feeds.stranger.last == "0" ? "1" : "0"
            let faulty = [
                good.replacing(feeds.stranger, with: feeds.stranger.dropLast() + lastDigit),
                good.replacing(feeds.stranger, with: "2008XX11"),
                good.replacing(",0180,", with: ",180,"),
                good.replacing("2010-05-05", with: "2025-02-30"),
                good.replacing(",Teststad,", with: ","),
                feeds.resident(feeds.enrolled),
                feeds.resident(feeds.stranger, protection: "HEMLIG"),
                good.replacing("Testa,", with: "\"Testa\"x,"),
            ]
            feeds.rows[.folkbokforing]? += faulty
            let enrolled = feeds.enrolled
            feeds.rows[.elevregister]?.append("\(enrolled),GY,TE,12345678,2024-08-15,2024-01-01")
            feeds.rows[.meriter]?.append("\(enrolled),OKÄND,2025-06-12")
            feeds.rows[.skolmeddelanden] = ["M1,\(feeds.enrolled),LUNCH,12345678,2025-11-01,2025-11-02"]
            try feeds.write(to: kaad.inbox)

            let result = try NightlyResult(try await kaad.nightly())
            let people = "folkbokforing-2025-11-20.csv"
            #expect(
                result.rejections == [
                    .init(file: people, line: 9, column: "personnummer", reason: "PERSONNUMMER_CHECK_DIGIT"),
                    .init(file: people, line: 10, column: "personnummer", reason: "PERSONNUMMER_MALFORMED"),
                    .init(file: people, line: 11, column: "kommunkod", reason: "CODE_MALFORMED"),
                    .init(file: people, line: 12, column: "folkbokforingsdatum", reason: "DATE_MALFORMED"),
                    .init(file: people, line: 13, column: "", reason: "FIELD_COUNT"),
                    .init(file: people, line: 14, column: "personnummer", reason: "DUPLICATE_KEY"),
                    .init(file: people, line: 15, column: "skydd", reason: "CODE_UNKNOWN"),
                    .init(file: people, line: 16, column: "", reason: "QUOTE_MALFORMED"),
                    .init(file: "elevregister-2025-11-20.csv", line: 4, column: "slutdatum", reason: "DATE_ORDER"),
                    .init(file: "meriter-2025-11-20.csv", line: 3, column: "merit", reason: "CODE_UNKNOWN"),
                    .init(file: "skolmeddelanden-2025-11-20.csv", line: 2, column: "typ", reason: "CODE_UNKNOWN"),
                ]
            )
            #expect(result.feeds.map(\.rejected) == [8, 1, 1, 1])
            #expect(result.feeds.map(\.rows) == [15, 3, 2, 1])
            #expect(result.covered == 3, "The good rows count.")
        }
    }

    @Test(arguments: faults) func refusesAFaultyFileBeforeAnythingChanges(fault: Fault) async throws {
        try await Installation.temporary { kaad in
            let feeds = try SampleFeeds()
            try feeds.write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let before = try await kaad.list(Self.nextDay)

            var later = feeds
            later.rows[.folkbokforing]?.append(feeds.resident(feeds.stranger))
            try later.write(to: kaad.inbox, day: Self.nextDay)
            let file = kaad.inbox.appending(path: "meriter-\(Self.nextDay).csv")
            try fault.spoil(later.text(.meriter)).write(to: file)
            let refused = try await kaad.onData("nightly", "--inbox", kaad.inbox.path, "--as-of", Self.nextDay)
            expectRefusal(refused, saying: "FEED_REFUSED: meriter-\(Self.nextDay).csv is refused: \(fault.reason)")
            #expect(try await kaad.list(Self.nextDay) == before)

            try Data(later.text(.meriter).utf8).write(to: file)
            #expect(try NightlyResult(try await kaad.nightly(Self.nextDay)).opened == 1)
        }
    }

    @Test func stopsAtAShrunkenFeedUntilAnOperatorAcceptsIt() async throws {
        try await Installation.temporary { kaad in
            var feeds = try SampleFeeds()
            try feeds.write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let before = try await kaad.list(Self.nextDay)

            let missing = [feeds.graduated, feeds.tooYoung]
            feeds.rows[.folkbokforing]?.removeAll { row in missing.contains { row.hasPrefix($0) } }
            try feeds.write(to: kaad.inbox, day: Self.nextDay)
            let nightly = ["nightly", "--inbox", kaad.inbox.path, "--as-of", Self.nextDay, "--data", kaad.data.path]
            let stopped = try await kaad.kaad(nightly)
            expectRefusal(stopped, saying: "FEED_SHRUNKEN: folkbokforing has 5 rows, the last one had 7.")
            #expect(stopped.errors.contains("--accept-shrunken folkbokforing"))
            #expect(try await kaad.list(Self.nextDay) == before)
            let other = try await kaad.kaad(nightly + ["--accept-shrunken", "meriter"])
            expectRefusal(other, saying: "FEED_SHRUNKEN")

            let accepted = try await kaad.nightly(Self.nextDay, more: ["--accept-shrunken", "folkbokforing"])
            #expect(try NightlyResult(accepted).covered == 3)
        }
    }

    @Test func stopsAtAFeedThatWouldCloseTooManyCases() async throws {
        try await Installation.temporary { kaad in
            var feeds = try SampleFeeds()
            try feeds.write(to: kaad.inbox)
            _ = try await kaad.nightly()
            let before = try await kaad.list(Self.nextDay)

            let beginner = feeds.neverBegan
            feeds.rows[.elevregister]?.append("\(beginner),GY,NA,12345678,2025-11-21,")
            try feeds.write(to: kaad.inbox, day: Self.nextDay)
            let stopped = try await kaad.onData("nightly", "--inbox", kaad.inbox.path, "--as-of", Self.nextDay)
            expectRefusal(stopped, saying: "FEED_CLOSES_TOO_MANY: elevregister would close 1 of 3 open cases.")
            #expect(try await kaad.list(Self.nextDay) == before)

            let accepted = try await kaad.nightly(Self.nextDay, more: ["--accept-shrunken", "elevregister"])
            let result = try NightlyResult(accepted)
            #expect(result.closed == 1)
            #expect(result.covered == 2)
            #expect(try await kaad.numbers(on: Self.nextDay).map(String.init) == [feeds.movedIn, feeds.droppedOut])
        }
    }
}
