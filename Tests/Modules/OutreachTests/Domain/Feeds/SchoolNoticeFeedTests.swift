import KAAKernel
import Testing

@testable import Outreach

struct SchoolNoticeFeedTests {
    private static let header = "meddelande_id,personnummer,typ,skolenhetskod,handelsedatum,meddelat"

    @Test(arguments: [
        "2026-10-02", "2026-10-02T07:15", "2026-10-02T23:59:60", "2026-10-02T23:59:59.125Z",
        "2026-10-02T00:30:00+02:00",
    ])
    func readsTheDayOfADayOrOfAPointInTime(text: String) throws {
        let reading = try FeedReading<SchoolNoticeRow>(
            "\(Self.header)\nm-1,200701152381,STOP,12345678,2026-10-01,\(text)\n"
        )
        #expect(reading.rows.first?.reportedOn == "2026-10-02")
        #expect(reading.rows.first?.kind == .stop)
    }

    @Test(arguments: [
        ",200701152381,STOP,12345678,2026-10-01,2026-10-02", "m-1,200701152381,STOPP,12345678,2026-10-01,2026-10-02",
        "m-1,200701152381,STOP,12345678,2026-10-01,2026-10-02T", "m-1,200701152381,STOP,12345678,2026-10-01,",
        "m-1,200701152381,STOP,12345678,2026-10-01,2026-10-02T24:00", "m-1,200701152381,STOP,1,2026-10-01,2026-10-02",
        "m-1,200701152381,STOP,12345678,2026-10-01,2026-10-02T10:00+0200",
        "\(String(repeating: "m", count: 65)),200701152381,STOP,12345678,2026-10-01,2026-10-02",
    ])
    func rejectsABadRow(row: String) throws {
        let reading = try FeedReading<SchoolNoticeRow>("\(Self.header)\n\(row)\n")
        #expect(reading.rows.isEmpty)
        #expect(reading.rejections.count == 1)
    }

    @Test func takesANoticeOnce() throws {
        let row = "m-1,200701152381,START,12345678,2026-10-01,2026-10-02"
        let reading = try FeedReading<SchoolNoticeRow>("\(Self.header)\n\(row)\n\(row)\n")
        #expect(reading.rejections == [RowRejection(line: 3, fault: RowFault(.duplicateKey, at: .meddelandeID))])
    }
}
