import Foundation
import KAAKernel
import Testing

@testable import KAADemonstration

struct FeedFileWriterTests {
    @Test func writesTheSameBytesForTheSameSeed() throws {
        let first = try Self.files(seed: 1)
        #expect(first.count == 15 * 4)
        #expect(try first == Self.files(seed: 1))
        let other = try Self.files(seed: 2)
        #expect(Set(first.keys) == Set(other.keys))
        for (name, content) in first where name.hasPrefix("folkbokforing") {
            #expect(other[name] != content)
        }
    }

    /// A change of this number is a change of the city: mention it in the changelog.
    @Test func writesTheCityThatItAlwaysWrote() throws {
        let files = try Self.files(seed: 1)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for name in files.keys.sorted() {
            for byte in try #require(files[name]) {
                hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3
            }
        }
        #expect(hash == 8_652_605_922_206_597_695)
    }

    @Test(arguments: [
        (
            "folkbokforing",
            "personnummer,tilltalsnamn,efternamn,gatuadress,postnummer,postort,kommunkod,folkbokforingsdatum,stadsdel,"
                + "skydd,avregistrering,avregistreringsdatum"
        ),
        ("elevregister", "personnummer,skolform,studievag,skolenhetskod,startdatum,slutdatum"),
        ("meriter", "personnummer,merit,datum"),
        ("skolmeddelanden", "meddelande_id,personnummer,typ,skolenhetskod,handelsedatum,meddelat"),
    ])
    func writesTheColumnsOfTheFeed(feed: String, header: String) throws {
        let files = try Self.files(seed: 1)
        let lines = try Self.lines(of: "\(feed)-2026-11-02.csv", in: files)
        #expect(lines[0] == header)
        #expect(lines.dropFirst().allSatisfy { Self.fieldCount($0) == header.split(separator: ",").count })
    }

    @Test func quotesFieldsWithCommasAndQuotes() {
        var text = FeedText()
        text.appendRecord(["Låtsasvägen 3, lgh 1201", "a \"b\"", "rad\r\nbrytning", "enkel", String()])
        #expect(
            String(decoding: text.bytes, as: UTF8.self)
                == "\"Låtsasvägen 3, lgh 1201\",\"a \"\"b\"\"\",\"rad\r\nbrytning\",enkel,\r\n"
        )
    }

    @Test func countsTheRowsItWrites() throws {
        try Self.withFolder { folder in
            let city = try DemonstrationCity(CityPlan(seed: 1, population: 600))
            let written = try FeedFileWriter(city, folder: folder).write(snapshotOf: "2026-11-02")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                    == written.map(\.name).sorted()
            )
            for file in written {
                let content = try Data(contentsOf: folder.appending(path: file.name))
                #expect(content.count == file.byteCount)
                #expect(content.filter { $0 == UInt8(ascii: "\n") }.count == file.rowCount + 1)
            }
        }
    }

    @Test func refusesADateThatThePlanHasNot() throws {
        let city = try DemonstrationCity(CityPlan(seed: 1, population: 10))
        let writer = FeedFileWriter(city, folder: FileManager.default.temporaryDirectory)
        #expect(throws: DemonstrationError.self) { try writer.write(snapshotOf: "2026-07-02") }
    }

    @Test func deliversEveryMessageOnce() throws {
        let files = try Self.files(seed: 1)
        let city = try DemonstrationCity(CityPlan(seed: 1, population: 150))
        let identifiers = try files.keys.filter { $0.hasPrefix("skolmeddelanden") }
            .flatMap { try Self.lines(of: $0, in: files).dropFirst() }
            .map { String($0.prefix { $0 != "," }) }
            .filter { !$0.hasPrefix("SM-FEL") }
        #expect(Set(identifiers).count == identifiers.count)
        #expect(
            Set(identifiers) == Set(city.messages.filter { $0.notice.reportedOn <= "2026-12-18" }.map(\.identifier))
        )
    }

    @Test func hidesNoGoodRowBehindADefectiveOne() throws {
        let files = try Self.files(seed: 1)
        let city = Set(try DemonstrationCity(CityPlan(seed: 1, population: 150)).persons.map(\.digits))
        for name in files.keys where name.hasPrefix("folkbokforing") && name.hasSuffix(".csv") {
            let strangers = try Self.lines(of: name, in: files).dropFirst().filter {
                !city.contains(String($0.prefix(12)))
            }
            #expect(strangers.count == 1)
        }
    }

    /// What a file of another format holds, compared with the same date written as CSV.
    @Test func writesTheSameContentInTheOtherFormats() throws {
        var plan = try CityPlan(seed: 1, population: 600)
        let date = try #require(plan.otherFormatsDate)
        let files = try Self.files(plan)
        plan.otherFormatsDate = nil
        let plain = try Self.files(plan)

        let json = try #require(files["elevregister-\(date).json"])
        let document = try #require(try JSONSerialization.jsonObject(with: json) as? [String: [[String: Any]]])
        let rows = try #require(document["persons"]).flatMap(Self.rows)
        let expected = try Self.lines(of: "elevregister-\(date).csv", in: plain).dropFirst()
        let allowed = { (row: String) in TestPersonnummer.isAllowed(String(row.prefix(12))) && !row.hasPrefix("2012") }
        #expect(rows.filter(allowed).sorted() == expected.filter(allowed).sorted())

        let xml = String(decoding: try #require(files["folkbokforing-\(date).xml"]), as: UTF8.self)
        let posts = xml.split(separator: "\n").filter { $0.hasPrefix("<Folkbokforingspost>") }
        let people = try Self.lines(of: "folkbokforing-\(date).csv", in: plain).dropFirst()
        #expect(posts.count == people.count)
        for (element, column) in [("PersonNr", 0), ("PostNr", 4), ("Stadsdel", 8), ("AvregistreringsorsakKod", 10)] {
            let given = posts.map { Self.text(of: element, in: String($0)) }.filter { !$0.hasPrefix("2012") }
            let wanted = people.map { Self.fields($0)[column] }.filter { !$0.hasPrefix("2012") }
            #expect(
                given.filter { $0 != "16210" && $0 != "04" }.sorted()
                    == wanted.filter { $0 != "16210" && $0 != "04" }.sorted()
            )
        }
        let marks = posts.filter { $0.contains("<Sekretessmarkering>") }.count
        #expect(marks == people.filter { $0.contains(",SEKRETESSMARKERING,") }.count)
    }
}

extension FeedFileWriterTests {
    private static func files(seed: UInt64) throws -> [String: Data] {
        try self.files(CityPlan(seed: seed, population: 150))
    }

    private static func files(_ plan: CityPlan) throws -> [String: Data] {
        try self.withFolder { folder in
            let written = try FeedFileWriter(DemonstrationCity(plan), folder: folder).writeAll()
            let contents = try written.map { ($0.name, try Data(contentsOf: folder.appending(path: $0.name))) }
            return Dictionary(uniqueKeysWithValues: contents)
        }
    }

    private static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaa-city-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    private static func lines(of name: String, in files: [String: Data]) throws -> [String] {
        String(decoding: try #require(files[name]), as: UTF8.self).split(separator: "\r\n").map { String($0) }
    }

    private static func fields(_ line: String) -> [String] {
        var fields = [String()]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append(String())
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }

    private static func fieldCount(_ line: String) -> Int { self.fields(line).count }

    private static func text(of element: String, in post: String) -> String {
        guard let start = post.range(of: "<\(element)>"), let end = post.range(of: "</\(element)>") else {
            return String()
        }
        return String(post[start.upperBound..<end.lowerBound])
    }

    private static func rows(_ person: [String: Any]) -> [String] {
        let civicNumber = (person["civicNo"] as? [String: String])?["value"]
        let enrolments = person["enrolments"] as? [[String: Any]]
        return (enrolments ?? []).map { enrolment in
            let school = enrolment["enroledAt"] as? [String: String]
            let fields = [
                civicNumber, enrolment["schoolType"] as? String, enrolment["educationCode"] as? String,
                school?["schoolUnitCode"], enrolment["startDate"] as? String, enrolment["endDate"] as? String,
            ]
            return fields.map { $0 ?? String() }.joined(separator: ",")
        }
    }
}
