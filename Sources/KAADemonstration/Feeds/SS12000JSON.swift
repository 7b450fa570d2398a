/// Writes rows of the pupil register as a school system delivers them by SS 12000:2020.
///
/// The file is one object with `persons` and their `enrolments`. Each names its school by the organisation's identifier and,
/// beside it, by the code of the school unit, which the standard keeps with the organisation.
enum SS12000JSON {
    static let header = "{\"persons\":[\n"

    static let footer = "\n]}\n"

    /// One person with all enrolments; the identifier is made from the position in the city.
    static func person(_ number: Int, givenName: String, familyName: String, enrolments: [ElevregisterRow]) -> [UInt8] {
        var text = FeedText()
        text.append("{\"id\":\"\(Self.identifier(number))\"")
        for (key, value) in [("givenName", givenName), ("familyName", familyName)] {
            text.append(",\"\(key)\":")
            text.appendJSONString(value)
        }
        text.append(",\"civicNo\":{\"value\":")
        text.appendJSONString(enrolments.first.map(\.digits) ?? String())
        text.append(",\"nationality\":\"SE\"},\"enrolments\":[")
        for (index, row) in enrolments.enumerated() {
            text.append(index == 0 ? "{" : ",{")
            Self.appendEnrolment(row, to: &text)
            text.append("}")
        }
        text.append("]}")
        return text.bytes
    }

    private static func appendEnrolment(_ row: ElevregisterRow, to text: inout FeedText) {
        text.append("\"enroledAt\":{\"id\":")
        text.appendJSONString("00000000-0000-4000-8002-0000\(row.unit)")
        text.append(",\"schoolUnitCode\":")
        text.appendJSONString(row.unit)
        text.append("},\"schoolType\":")
        text.appendJSONString(row.schoolForm)
        text.append(",\"educationCode\":")
        text.appendJSONString(row.programme)
        text.append(",\"startDate\":")
        text.appendJSONString(row.start)
        if !row.end.isEmpty {
            text.append(",\"endDate\":")
            text.appendJSONString(row.end)
        }
        text.append(",\"cancelled\":false")
    }

    /// An identifier in the form of a UUID, made from a number and not from anything personal.
    private static func identifier(_ number: Int) -> String {
        "00000000-0000-4000-8001-\(String(1_000_000_000_000 + number).dropFirst())"
    }
}
