import KAAKernel
import Testing

@testable import Outreach

struct SS12000FeedTests {
    private static let csv = """
        personnummer,skolform,studievag,skolenhetskod,startdatum,slutdatum
        200701152381,GY,NA25,12345678,2023-08-16,
        200701152381,GY,IMÅ,87654321,2022-08-16,2023-06-10
        200701152399,FHS,,00000001,2025-08-16,
        """

    private static let persons = """
        [
          {"id": "a", "enrolments": [
            {"enroledAt": {"id": "12345678", "displayName": "Provskolan \\"A\\""}, "schoolType": "GY", "schoolYear": 2,
             "startDate": "2023-08-16", "endDate": null, "cancelled": false, "programme": "Natur", "educationCode": "NA25"},
            {"schoolType": "GY", "programme": "IM\\u00c5", "startDate": "2022-08-16", "endDate": "2023-06-10",
             "enroledAt": {"id": "6f9619ff-8b86-d011-b42d-00c04fc964ff", "schoolUnitCode": "87654321"}},
            {"schoolType": "GY", "programme": "TE25", "startDate": "2022-08-16", "cancelled": true,
             "enroledAt": {"id": "12345678"}}
          ], "civicNo": {"value": "200701152381", "nationality": "SE"}, "responsibles": [{"person": {"id": "x"}}]},
          {"civicNo": {"value": "200701152399"}, "enrolments": [
            {"schoolType": "FHS", "startDate": "2025-08-16", "enroledAt": {"id": "00000001"}}]},
          {"civicNo": {"value": "200611212382"}, "enrolments": []}
        ]
        """

    @Test(
        arguments: [
            Self.persons, "{\"pageToken\": null, \"data\": \(Self.persons)}",
            "\u{FEFF} {\"persons\":\(Self.persons)}\n",
        ],
        [1, 17, 4_096]
    )
    func givesTheSameRowsAsTheCSVFile(text: String, pieceSize: Int) throws {
        let csv = try FeedReading<EnrolmentRow>(Self.csv)
        let json = try FeedReading<EnrolmentRow>(text, format: .json, pieceSize: pieceSize)
        #expect(csv.rejections.isEmpty)
        #expect(json.rejections.isEmpty)
        #expect(json.rows == csv.rows)
    }

    @Test func keepsTheOrganisationWhereNoSkolenhetskodIsGiven() throws {
        let organisation = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
        let text = Self.persons.replacing("\"id\": \"12345678\"", with: "\"id\": \"\(organisation.uppercased())\"")
        let reading = try FeedReading<EnrolmentRow>(text, format: .json)
        #expect(reading.rows.first?.enrolment.schoolUnit.description == organisation)
    }

    @Test(arguments: [
        ("\"200701152399\"", "\"200701152398\"", RowFault(.personnummerCheckDigit, at: .personnummer)),
        ("\"value\": \"200701152399\"", "\"value\": 200701152399", RowFault(.valueType, at: .personnummer)),
        ("\"civicNo\": {\"value\": \"200701152399\"}, ", "", RowFault(.fieldMissing, at: .personnummer)),
        ("\"2025-08-16\"", "\"2025-08-16T00:00:00Z\"", RowFault(.dateMalformed, at: .startdatum)),
        ("\"2025-08-16\"", "20250816", RowFault(.valueType, at: .startdatum)),
        ("\"FHS\"", "\"fhs\"", RowFault(.codeUnknown, at: .skolform)),
        ("\"00000001\"", "\"Provskolan\"", RowFault(.codeMalformed, at: .skolenhetskod)),
    ])
    func rejectsAnEnrolmentAloneWithItsLine(text: String, replacement: String, fault: RowFault) throws {
        let reading = try FeedReading<EnrolmentRow>(Self.persons.replacing(text, with: replacement), format: .json)
        #expect(reading.rows.count == 2)
        #expect(reading.rejections == [RowRejection(line: 11, fault: fault)])
    }

    @Test(arguments: [
        ("", FeedRefusal.Code.empty), ("[", .truncated), ("[{\"a\": \"b", .truncated), ("[{\"a\": tru", .truncated),
        ("{}", .format), ("{\"data\": {}}", .format), ("[] x", .format), ("[1 2]", .format), ("[01]", .format),
        ("{\"data\": [,]}", .format), ("[{\"a\" 1}]", .format), ("[{1: 1}]", .format), ("[\"\\ud800\"]", .format),
        ("[\"a\nb\"]", .format), ("[}", .format), ("[[1],]", .format),
    ])
    func refusesWhatIsNotAWholeFileOfPersons(text: String, code: FeedRefusal.Code) {
        #expect { try FeedReading<EnrolmentRow>(text, format: .json) } throws: { ($0 as? FeedRefusal)?.code == code }
    }

    @Test func refusesNestingDeeperThanAnyRealFile() {
        let text = String(repeating: "[", count: 100)
        #expect { try FeedReading<EnrolmentRow>(text, format: .json) } throws: { ($0 as? FeedRefusal)?.code == .format }
    }

    @Test func refusesBytesThatAreNotUTF8AndSaysWhere() {
        let bytes = Array("[\n {\"a\": \"".utf8) + [0xE5] + Array("\"}]".utf8)
        #expect(throws: FeedRefusal(.encoding, line: 2, position: 8)) {
            try FeedReading<EnrolmentRow>(bytes, format: .json)
        }
    }
}
