import KAAKernel
import Testing

@testable import Outreach

struct FolkbokforingFeedTests {
    static let header =
        "personnummer,tilltalsnamn,efternamn,gatuadress,postnummer,postort,kommunkod,folkbokforingsdatum,stadsdel,skydd,"
        + "avregistrering,avregistreringsdatum"
    static let row = "200701152381,Prova,Provling,Påhittade gatan 1,112 51,PROVSTAD,0180,2007-01-15,08,,,"

    @Test(arguments: [1, 7, 64, 4_096])
    func readsRowsInPiecesOfAnySize(pieceSize: Int) throws {
        let last = "200701152399,,,,,,0182,2020-02-29,,SEKRETESSMARKERING,UV,2024-02-29"
        let text = "\(Self.header)\r\n\(Self.row)\r\n\(last)"
        let reading = try FeedReading<FolkbokforingRow>(text, pieceSize: pieceSize)
        #expect(reading.rejections.isEmpty)
        #expect(reading.rows.count == 2)
        let first = try #require(reading.rows.first)
        #expect(first.person.digits == "200701152381")
        #expect(first.street == "Påhittade gatan 1")
        #expect(first.postalCode?.rawValue == "11251")
        #expect(first.residence.kommun == "0180")
        #expect(first.residence.district == "08")
        #expect(first.residence.protection == .none)
        let second = try #require(reading.rows.last)
        #expect(second.residence.protection == .sekretessmarkering)
        #expect(second.residence.deregistration == FolkbokforingDeregistration(cause: .emigrated, date: "2024-02-29"))
    }

    @Test func readsColumnsInAnyOrderAfterAByteOrderMarkAndFieldsInQuotationMarks() throws {
        let text =
            "\u{FEFF}\"kommunkod\",skydd,avregistrering,avregistreringsdatum,stadsdel,folkbokforingsdatum,postort,postnummer,"
            + "gatuadress,efternamn,tilltalsnamn,personnummer\n"
            + "0180,SKYDDAD_FOLKBOKFORING,,,,2007-01-15,PROVSTAD,11251,\"Gatan 1, \"\"bv\"\"\",\"\",Prova,200701152381\n"
        let reading = try FeedReading<FolkbokforingRow>(text)
        #expect(reading.rejections.isEmpty)
        #expect(reading.rows.first?.street == "Gatan 1, \"bv\"")
        #expect(reading.rows.first?.familyName == "")
        #expect(reading.rows.first?.residence.protection == .skyddadFolkbokforing)
    }

    @Test(arguments: [
        ("200701152380,P,P,,,,0180,2007-01-15,,,,", RejectionReason.personnummerCheckDigit, "personnummer"),
        ("20070115-2381,P,P,,,,0180,2007-01-15,,,,", .personnummerMalformed, "personnummer"),
        ("200702302380,P,P,,,,0180,2007-01-15,,,,", .personnummerMalformed, "personnummer"),
        (",P,P,,,,0180,2007-01-15,,,,", .fieldMissing, "personnummer"),
        ("200701152381,P\u{1}P,P,,,,0180,2007-01-15,,,,", .characterNotAllowed, "tilltalsnamn"),
        ("200701152381,P,\"a\nb\",,,,0180,2007-01-15,,,,", .characterNotAllowed, "efternamn"),
        (
            "200701152381,\(String(repeating: "å", count: 61)),P,,,,0180,2007-01-15,,,,", .fieldTooLong,
            "tilltalsnamn"
        ),
        ("200701152381,P,P,,1125,,0180,2007-01-15,,,,", .codeMalformed, "postnummer"),
        ("200701152381,P,P,,,,180,2007-01-15,,,,", .codeMalformed, "kommunkod"),
        ("200701152381,P,P,,,,,2007-01-15,,,,", .fieldMissing, "kommunkod"),
        ("200701152381,P,P,,,,0180,2007-02-29,,,,", .dateMalformed, "folkbokforingsdatum"),
        ("200701152381,P,P,,,,0180,20070115,,,,", .dateMalformed, "folkbokforingsdatum"),
        ("200701152381,P,P,,,,0180,,,,,", .fieldMissing, "folkbokforingsdatum"),
        ("200701152381,P,P,,,,0180,2007-01-15,nio tio elva tolv,,,", .codeMalformed, "stadsdel"),
        ("200701152381,P,P,,,,0180,2007-01-15,,NONE,,", .codeUnknown, "skydd"),
        ("200701152381,P,P,,,,0180,2007-01-15,,skyddad,,", .codeUnknown, "skydd"),
        ("200701152381,P,P,,,,0180,2007-01-15,,,XX,2020-01-01", .codeUnknown, "avregistrering"),
        ("200701152381,P,P,,,,0180,2007-01-15,,,,2020-01-01", .fieldMissing, "avregistrering"),
        ("200701152381,P,P,,,,0180,2007-01-15,,,AV,", .fieldMissing, "avregistreringsdatum"),
    ])
    func rejectsABadRowAloneWithLineColumnAndReason(row: String, reason: RejectionReason, column: String) throws {
        let good = Self.row.replacing("200701152381", with: "200701152399")
        let reading = try FeedReading<FolkbokforingRow>("\(Self.header)\n\(row)\n\(good)\n")
        #expect(reading.rows.map(\.person.digits) == ["200701152399"])
        let rejection = try #require(reading.rejections.first)
        #expect(reading.rejections.count == 1)
        #expect(rejection.line == 2)
        #expect(rejection.fault.reason == reason)
        #expect(rejection.fault.column?.name == column)
    }

    @Test func rejectsTheLaterOfTwoRowsWithTheSameKey() throws {
        let reading = try FeedReading<FolkbokforingRow>("\(Self.header)\n\(Self.row)\n\n\(Self.row)\n")
        #expect(reading.rows.count == 1)
        #expect(reading.rejections == [RowRejection(line: 4, fault: RowFault(.duplicateKey, at: .personnummer))])
    }

    @Test func namesEachColumnAsTheFeedDoes() {
        let names = FeedKind.folkbokforing.columns.map(\.name).joined(separator: ",")
        #expect(names == Self.header)
        #expect(FeedColumn.meddelandeID.name == "meddelande_id")
    }
}
