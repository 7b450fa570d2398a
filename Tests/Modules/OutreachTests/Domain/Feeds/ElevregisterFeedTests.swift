import KAAKernel
import Testing

@testable import Outreach

struct ElevregisterFeedTests {
    private static let header = "personnummer,skolform,studievag,skolenhetskod,startdatum,slutdatum"

    @Test func readsEnrolmentsOpenAndClosed() throws {
        let reading = try FeedReading<EnrolmentRow>(
            """
            \(Self.header)
            200701152381,GY,IMVBA,12345678,2023-08-16,2024-06-12
            200701152381,GY,BA25,12345678,2024-08-16,
            200701152399,GYS,,00000001,2023-08-16,
            """
        )
        #expect(reading.rejections.isEmpty)
        #expect(reading.rows.map(\.enrolment.isIntroductory) == [true, false, false])
        #expect(reading.rows.map(\.lastDay) == ["2024-06-12", nil, nil])
        #expect(reading.rows.last?.enrolment.schoolUnit.description == "00000001")
    }

    @Test(arguments: [
        ("200701152381,GX,NA25,12345678,2023-08-16,", RowFault(.codeUnknown, at: .skolform)),
        ("200701152381,,NA25,12345678,2023-08-16,", RowFault(.fieldMissing, at: .skolform)),
        ("200701152381,GY,,12345678,2023-08-16,", RowFault(.fieldMissing, at: .studievag)),
        ("200701152381,GY,N A,12345678,2023-08-16,", RowFault(.codeMalformed, at: .studievag)),
        ("200701152381,GY,NA25,1234567,2023-08-16,", RowFault(.codeMalformed, at: .skolenhetskod)),
        ("200701152381,GY,NA25,,2023-08-16,", RowFault(.fieldMissing, at: .skolenhetskod)),
        ("200701152381,GY,NA25,12345678,,", RowFault(.fieldMissing, at: .startdatum)),
        ("200701152381,GY,NA25,12345678,2023-08-16,2023-8-17", RowFault(.dateMalformed, at: .slutdatum)),
        ("200701152381,GY,NA25,12345678,2023-08-16,2023-08-15", RowFault(.dateOrder, at: .slutdatum)),
    ])
    func rejectsABadRow(row: String, fault: RowFault) throws {
        let reading = try FeedReading<EnrolmentRow>("\(Self.header)\n\(row)\n")
        #expect(reading.rejections == [RowRejection(line: 2, fault: fault)])
    }

    @Test func tellsEnrolmentsApartByEveryPartOfTheKeyAndNotByTheLastDay() throws {
        let reading = try FeedReading<EnrolmentRow>(
            """
            \(Self.header)
            200701152381,GY,NA25,12345678,2023-08-16,
            200701152399,GY,NA25,12345678,2023-08-16,
            200701152381,GYS,NA25,12345678,2023-08-16,
            200701152381,GY,TE25,12345678,2023-08-16,
            200701152381,GY,NA25,12345679,2023-08-16,
            200701152381,GY,NA25,12345678,2023-08-17,
            200701152381,GY,NA25,12345678,2023-08-16,2024-06-10
            """
        )
        #expect(reading.rows.count == 6)
        #expect(reading.rejections.map(\.line) == [8])
    }
}
