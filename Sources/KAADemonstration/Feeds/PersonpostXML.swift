import KAAKernel

/// Writes rows of folkbokföringen as Navet sends them.
///
/// Only what the register may hold is written. Navet knows no district of a city; the city's own copy of the register adds
/// it, here as `Stadsdel`.
///
/// - Note: Skatteverket, Navet, `PersonpostXMLResponse`, version 1 of its name space.
enum PersonpostXML {
    static let header = """
        <?xml version="1.0" encoding="UTF-8"?>
        <PersonpostXMLResponse xmlns="http://xmls.skatteverket.se/se/skatteverket/folkbokforing/na/epersondata/V1">
        <Folkbokforingsposter>

        """

    static let footer = """
        </Folkbokforingsposter>
        </PersonpostXMLResponse>

        """

    /// One `Folkbokforingspost`, on one line.
    static func post(_ row: FolkbokforingRow) -> [UInt8] {
        var text = FeedText()
        text.append("<Folkbokforingspost>")
        switch SkyddadePersonuppgifter(rawValue: row.protection) {
        case .sekretessmarkering: text.appendElement("Sekretessmarkering", "J")
        case .skyddadFolkbokforing: text.appendElement("SkyddadFolkbokforing", "J")
        case .some(.none), nil: break
        }
        text.append("<Personpost><PersonId>")
        text.appendElement("PersonNr", row.digits)
        text.append("</PersonId>")
        Self.appendDeregistration(of: row, to: &text)
        text.append("<Namn>")
        text.appendElement("Fornamn", row.givenName)
        text.appendElement("Efternamn", row.familyName)
        text.append("</Namn><Folkbokforing>")
        text.appendElement("Folkbokforingsdatum", Self.compact(row.registeredSince))
        text.appendElement("LanKod", String(row.kommunkod.prefix(2)))
        text.appendElement("KommunKod", String(row.kommunkod.suffix(2)))
        text.appendElement("Stadsdel", row.district)
        text.append("</Folkbokforing><Adresser><Folkbokforingsadress>")
        text.appendElement("Utdelningsadress2", row.address.street)
        text.appendElement("PostNr", row.address.postcode)
        text.appendElement("Postort", row.address.town)
        text.append("</Folkbokforingsadress></Adresser></Personpost></Folkbokforingspost>\n")
        return text.bytes
    }

    private static func appendDeregistration(of row: FolkbokforingRow, to text: inout FeedText) {
        guard !row.deregistrationCode.isEmpty else { return }
        text.append("<Avregistrering>")
        text.appendElement("AvregistreringsorsakKod", row.deregistrationCode)
        text.appendElement("Avregistreringsdatum", Self.compact(row.deregistrationDate))
        text.append("</Avregistrering>")
    }

    /// A date without its hyphens, as Navet writes it.
    private static func compact(_ date: String) -> String {
        date.filter { $0 != "-" }
    }
}
