import KAAKernel

@testable import Outreach

extension FeedFolder {
    /// Writes a snapshot as Skatteverket's Navet does, which has no district.
    func writeNavet(_ rows: [FolkbokforingRow], of snapshot: CivilDate) throws {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Folkbokforingsposter>\n"
        for row in rows {
            text += "<Folkbokforingspost>"
            switch row.residence.protection {
            case .none: break
            case .sekretessmarkering: text += "<Sekretessmarkering>J</Sekretessmarkering>"
            case .skyddadFolkbokforing: text += "<SkyddadFolkbokforing>J</SkyddadFolkbokforing>"
            }
            text += "<Personpost><PersonId><PersonNr>\(row.person.digits)</PersonNr></PersonId>"
            if let deregistration = row.residence.deregistration {
                text += "<Avregistrering>"
                text += "<AvregistreringsorsakKod>\(deregistration.cause.rawValue)</AvregistreringsorsakKod>"
                text += "<Avregistreringsdatum>\(Self.compact(deregistration.date))</Avregistreringsdatum>"
                text += "</Avregistrering>"
            }
            text += "<Namn><Fornamn>\(row.givenName)</Fornamn><Efternamn>\(row.familyName)</Efternamn></Namn>"
            let kommun = row.residence.kommun.rawValue
            text += "<Folkbokforing>"
            text += "<Folkbokforingsdatum>\(Self.compact(row.residence.registeredOn))</Folkbokforingsdatum>"
            text += "<LanKod>\(kommun.prefix(2))</LanKod><KommunKod>\(kommun.suffix(2))</KommunKod></Folkbokforing>"
            text += "</Personpost></Folkbokforingspost>\n"
        }
        try self.write(text + "</Folkbokforingsposter>\n", to: "folkbokforing-\(snapshot).xml")
    }

    /// Writes a snapshot as SS 12000 has it: persons with their enrolments.
    func writeSS12000(_ rows: [EnrolmentRow], of snapshot: CivilDate) throws {
        let persons = Dictionary(grouping: rows, by: \.person).sorted { $0.key.integerValue < $1.key.integerValue }
        let texts = persons.map { person, rows in
            let enrolments = rows.map(Self.enrolment).joined(separator: ",\n  ")
            return "{\"civicNo\": {\"value\": \"\(person.digits)\"}, \"enrolments\": [\n  \(enrolments)]}"
        }
        try self.write(
            "{\"data\": [\n\(texts.joined(separator: ",\n"))\n], \"pageToken\": null}\n",
            to: "elevregister-\(snapshot).json"
        )
    }

    private static func enrolment(_ row: EnrolmentRow) -> String {
        let enrolment = row.enrolment
        let code = enrolment.studyPath.map { "\"\($0.rawValue)\"" } ?? "null"
        let end = row.lastDay.map { "\"\($0)\"" } ?? "null"
        return """
            {"enroledAt": {"id": "\(enrolment.schoolUnit)"}, "schoolType": "\(enrolment.schoolForm.rawValue)", \
            "educationCode": \(code), "startDate": "\(enrolment.start)", "endDate": \(end), "cancelled": false}
            """
    }

    private static func compact(_ day: CivilDate) -> String {
        day.description.replacing("-", with: "")
    }
}
