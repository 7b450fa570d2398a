/// One of the feeds that the nightly run reads.
package enum Feed: String, CaseIterable, Sendable {
    case folkbokforing
    case elevregister
    case meriter
    case skolmeddelanden

    /// The columns of its CSV form, in the order in which they are written.
    package var columns: [String] {
        switch self {
        case .folkbokforing:
            [
                "personnummer", "tilltalsnamn", "efternamn", "gatuadress", "postnummer", "postort", "kommunkod",
                "folkbokforingsdatum", "stadsdel", "skydd", "avregistrering", "avregistreringsdatum",
            ]
        case .elevregister:
            ["personnummer", "skolform", "studievag", "skolenhetskod", "startdatum", "slutdatum"]
        case .meriter:
            ["personnummer", "merit", "datum"]
        case .skolmeddelanden:
            ["meddelande_id", "personnummer", "typ", "skolenhetskod", "handelsedatum", "meddelat"]
        }
    }
}
