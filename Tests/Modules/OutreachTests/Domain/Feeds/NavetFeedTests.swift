import KAAKernel
import Testing

@testable import Outreach

struct NavetFeedTests {
    @Test(arguments: [1, 13, 4_096])
    func givesTheSameRowsAsTheCSVFile(pieceSize: Int) throws {
        let csv = try FeedReading<FolkbokforingRow>(
            """
            \(FolkbokforingFeedTests.header)
            200701152381,Prova Test,Provling & Söner,"c/o Prov, Påhittade gatan 1",11251,PROVSTAD,0180,2007-01-15,,,,
            200701152399,Test,Provling,,,,0182,2020-02-29,,SEKRETESSMARKERING,UV,2024-02-29
            200611212382,,,,,,0180,2006-11-21,,SKYDDAD_FOLKBOKFORING,,
            """
        )
        let xml = try FeedReading<FolkbokforingRow>(Self.file, format: .xml, pieceSize: pieceSize)
        #expect(csv.rejections.isEmpty)
        #expect(xml.rejections.isEmpty)
        #expect(xml.rows == csv.rows)
    }

    @Test func rejectsAPostAloneWithItsLine() throws {
        let file = Self.file.replacing("200701152399", with: "200701152398")
        let reading = try FeedReading<FolkbokforingRow>(file, format: .xml)
        #expect(reading.rows.count == 2)
        let fault = RowFault(.personnummerCheckDigit, at: .personnummer)
        #expect(reading.rejections == [RowRejection(line: 21, fault: fault)])
    }

    @Test(arguments: [
        ("", FeedRefusal.Code.empty),
        ("<Folkbokforingsposter><Folkbokforingspost>", .truncated),
        ("<Folkbokforingsposter><Folkbokforingspo", .truncated),
        ("<a/>", .format),
        ("<Folkbokforingsposter></Folkbokforingspost>", .format),
        ("<Folkbokforingsposter/><Folkbokforingsposter/>", .format),
        ("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Folkbokforingsposter/>", .format),
        ("<Folkbokforingsposter>&x;</Folkbokforingsposter>", .format),
        ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Folkbokforingsposter/>", .encoding),
    ])
    func refusesWhatIsNotAWholeFileOfPosts(text: String, code: FeedRefusal.Code) {
        #expect { try FeedReading<FolkbokforingRow>(text, format: .xml) } throws: { ($0 as? FeedRefusal)?.code == code }
    }

    @Test func refusesBytesThatAreNotUTF8() {
        let bytes = Array("<Folkbokforingsposter>\n  <a>".utf8) + [0xE5] + Array("</a></Folkbokforingsposter>".utf8)
        #expect { try FeedReading<FolkbokforingRow>(bytes, format: .xml) } throws: {
            ($0 as? FeedRefusal)?.code == .encoding && ($0 as? FeedRefusal)?.line == 2
        }
    }

    @Test func takesAFileWithoutPosts() throws {
        #expect(try FeedReading<FolkbokforingRow>("<Folkbokforingsposter/>", format: .xml).rows.isEmpty)
    }

    @Test(arguments: [
        ("10", "Anna"), ("20", "Karin"), ("12", "Anna-Karin"), ("30", "Sofia"), ("23", "Karin Sofia"),
        ("00", "Anna-Karin Sofia"), ("40", "Anna-Karin Sofia"), ("x", "Anna-Karin Sofia"),
    ])
    func takesTheMarkedGivenName(mark: String, name: String) {
        let marked = NavetGivenName.marked(Array("Anna-Karin Sofia".utf8), mark: Array(mark.utf8))
        #expect(String(decoding: marked, as: UTF8.self) == name)
    }

    private static let file = """
        <?xml version="1.0" encoding="UTF-8"?>
        <S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>
        <ns0:PersonpostXMLResponse xmlns:ns0="http://xmls.skatteverket.se/se/skatteverket/folkbokforing/na/epersondata/V1">
        <ns0:Folkbokforingsposter>
        <ns0:Folkbokforingspost><!-- > --><ns0:Arendeuppgift andringstidpunkt="20260101120000" x=">"/>
        <ns0:Personpost><ns0:PersonId><ns0:PersonNr>200701152381</ns0:PersonNr></ns0:PersonId>
        <ns0:Namn><ns0:Tilltalsnamnsmarkering>12</ns0:Tilltalsnamnsmarkering><ns0:Fornamn>Prova Test Tre</ns0:Fornamn>
        <ns0:Mellannamn>Mellan</ns0:Mellannamn><ns0:Efternamn>Provling &amp; <![CDATA[Söner]]></ns0:Efternamn></ns0:Namn>
        <ns0:Folkbokforing><ns0:Folkbokforingsdatum>20070115</ns0:Folkbokforingsdatum>
        <ns0:LanKod>01</ns0:LanKod><ns0:KommunKod>80</ns0:KommunKod></ns0:Folkbokforing>
        <ns0:Civilstand><ns0:CivilstandKod>OG</ns0:CivilstandKod></ns0:Civilstand>
        <ns0:Adresser><ns0:Folkbokforingsadress><ns0:CareOf>c/o Prov</ns0:CareOf>
        <ns0:Utdelningsadress2>P&#229;hittade gatan 1</ns0:Utdelningsadress2>
        <ns0:PostNr>11251</ns0:PostNr><ns0:Postort>PROVSTAD</ns0:Postort></ns0:Folkbokforingsadress>
        <ns0:UUID><ns0:Adress>x</ns0:Adress></ns0:UUID></ns0:Adresser>
        <ns0:Relationer><ns0:Relation><ns0:RelationId><ns0:PersonNr>198001012385</ns0:PersonNr></ns0:RelationId>
        <ns0:Personpost><ns0:PersonId><ns0:PersonNr>198001012385</ns0:PersonNr></ns0:PersonId></ns0:Personpost>
        </ns0:Relation></ns0:Relationer>
        <ns0:Medborgarskap><ns0:MedborgarskapslandKod>SE</ns0:MedborgarskapslandKod></ns0:Medborgarskap>
        </ns0:Personpost></ns0:Folkbokforingspost>
        <ns0:Folkbokforingspost><ns0:Sekretessmarkering/><ns0:Personpost>
        <ns0:PersonId><ns0:PersonNr>200701152399</ns0:PersonNr></ns0:PersonId>
        <ns0:Avregistrering><ns0:AvregistreringsorsakKod>UV</ns0:AvregistreringsorsakKod>
        <ns0:Avregistreringsdatum>20240229</ns0:Avregistreringsdatum></ns0:Avregistrering>
        <ns0:Namn><ns0:Fornamn>Test</ns0:Fornamn><ns0:Efternamn>Provling</ns0:Efternamn></ns0:Namn>
        <ns0:Folkbokforing><ns0:Folkbokforingsdatum>2020-02-29</ns0:Folkbokforingsdatum>
        <ns0:KommunKod>0182</ns0:KommunKod></ns0:Folkbokforing></ns0:Personpost></ns0:Folkbokforingspost>
        <ns0:Folkbokforingspost><ns0:SkyddadFolkbokforing>J</ns0:SkyddadFolkbokforing><ns0:Sekretessmarkering/>
        <ns0:Personpost><ns0:PersonId><ns0:TilldelatPersonNrSamordningsNr> 200611212382
        </ns0:TilldelatPersonNrSamordningsNr></ns0:PersonId>
        <ns0:Folkbokforing><ns0:Folkbokforingsdatum>20061121</ns0:Folkbokforingsdatum>
        <ns0:LanKod>01</ns0:LanKod><ns0:KommunKod>80</ns0:KommunKod></ns0:Folkbokforing>
        </ns0:Personpost></ns0:Folkbokforingspost>
        </ns0:Folkbokforingsposter></ns0:PersonpostXMLResponse></S:Body></S:Envelope>
        """
}
