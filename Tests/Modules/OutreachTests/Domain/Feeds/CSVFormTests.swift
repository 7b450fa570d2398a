import Testing

@testable import Outreach

struct CSVFormTests {
    private static let header = "personnummer,merit,datum"
    private static let row = "200701152381,YRKESEXAMEN,2026-06-10"

    @Test(arguments: [
        ("personnummer,merit", FeedRefusal(.columnMissing, line: 1, column: .datum)),
        ("personnummer,merit,datum,betyg", FeedRefusal(.columnUnknown, line: 1, position: 4)),
        ("Personnummer,merit,datum", FeedRefusal(.columnUnknown, line: 1, position: 1)),
        ("personnummer,merit,datum,merit", FeedRefusal(.columnDuplicate, line: 1, position: 4, column: .merit)),
        ("200701152381,YRKESEXAMEN,2026-06-10", FeedRefusal(.columnUnknown, line: 1, position: 1)),
        ("personnummer;merit;datum", FeedRefusal(.columnUnknown, line: 1, position: 1)),
        ("", FeedRefusal(.empty)),
        ("\n\n", FeedRefusal(.empty)),
    ])
    func refusesAFileWithoutExactlyTheColumnsOfTheFeed(header: String, refusal: FeedRefusal) {
        #expect(throws: refusal) { try FeedReading<MeritRow>("\(header)\n") }
    }

    @Test(arguments: [
        "200701152399,\"YRKESEXAMEN,2026-06-10", "200701152399,YRKESEX", "200701152399", "200701152399,YRKESEXAMEN,\"",
    ])
    func refusesAFileThatEndsInTheMiddleOfARow(rest: String) {
        #expect(throws: FeedRefusal(.truncated, line: 3)) {
            try FeedReading<MeritRow>("\(Self.header)\n\(Self.row)\n\(rest)")
        }
    }

    @Test(arguments: [1, 5, 4_096])
    func refusesAFileInAnotherEncodingAndSaysWhere(pieceSize: Int) {
        let bytes = Array("\(Self.header)\n\(Self.row)\n200701152399,G".utf8) + [0xC5] + Array("RD,2026-06-10\n".utf8)
        #expect(throws: FeedRefusal(.encoding, line: 3, position: 15)) {
            try FeedReading<MeritRow>(bytes, pieceSize: pieceSize)
        }
    }

    @Test func refusesAFileInUTF16() {
        let bytes = "\(Self.header)\n".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(throws: FeedRefusal.self) { try FeedReading<MeritRow>([0xFF, 0xFE] + bytes) }
    }

    @Test(arguments: [
        ("200701152399,YRKESEXAMEN", RowFault(.fieldCount)),
        ("200701152399,YRKESEXAMEN,2026-06-10,", RowFault(.fieldCount)),
        ("200701152399,YRKES\"EXAMEN\",2026-06-10", RowFault(.quoteMalformed)),
        ("200701152399,\"YRKESEXAMEN\" ,2026-06-10", RowFault(.quoteMalformed)),
    ])
    func rejectsARowOfAnotherFormAlone(row: String, fault: RowFault) throws {
        let reading = try FeedReading<MeritRow>("\(Self.header)\n\(row)\n\(Self.row)\n")
        #expect(reading.rejections == [RowRejection(line: 2, fault: fault)])
        #expect(reading.rows.count == 1)
    }

    @Test func countsLinesInsideQuotationMarks() throws {
        let text = "\(Self.header)\n200701152399,\"A\nB\nC\",2026-06-10\n\(Self.row)\n200701152381,X,2026-06-10\n"
        let reading = try FeedReading<MeritRow>(text)
        #expect(reading.rejections.map(\.line) == [2, 6])
        #expect(reading.rows.count == 1)
    }

    @Test func refusesARowLongerThanAnyRealOne() {
        let long = String(repeating: "x", count: CSVDecoder.maximumRowByteCount)
        #expect(throws: FeedRefusal(.rowTooLong, line: 2)) {
            try FeedReading<MeritRow>("\(Self.header)\n\"\(long)")
        }
    }

    @Test func takesALastRowWithoutLineBreak() throws {
        #expect(try FeedReading<MeritRow>("\(Self.header)\n\(Self.row)").rows.count == 1)
    }

    @Test func refusesAFormatTheFeedIsNotReadIn() {
        #expect(throws: FeedRefusal(.format)) { try FeedReader<MeritRow>(format: .json) }
    }

    @Test func saysNothingOfTheContent() {
        let refusal = FeedRefusal(.columnDuplicate, line: 1, position: 4, column: .merit)
        #expect("\(refusal)" == "COLUMN_DUPLICATE merit line 1 column 4")
    }
}
