/// A column of a feed file.
///
/// The closed list lets a rejection name a column without repeating anything from the file.
enum FeedColumn: Int, Hashable, Sendable, CaseIterable {
    case personnummer
    case tilltalsnamn
    case efternamn
    case gatuadress
    case postnummer
    case postort
    case kommunkod
    case folkbokforingsdatum
    case stadsdel
    case skydd
    case avregistrering
    case avregistreringsdatum
    case skolform
    case studievag
    case skolenhetskod
    case startdatum
    case slutdatum
    case merit
    case datum
    case meddelandeID
    case typ
    case handelsedatum
    case meddelat

    /// The name in the header row.
    var name: String {
        switch self {
        case .meddelandeID: "meddelande_id"
        default: "\(self)"
        }
    }
}

extension FeedKind {
    /// The columns of the feed, every one of which must be there.
    var columns: [FeedColumn] {
        switch self {
        case .folkbokforing:
            [
                .personnummer, .tilltalsnamn, .efternamn, .gatuadress, .postnummer, .postort, .kommunkod,
                .folkbokforingsdatum, .stadsdel, .skydd, .avregistrering, .avregistreringsdatum,
            ]
        case .elevregister:
            [.personnummer, .skolform, .studievag, .skolenhetskod, .startdatum, .slutdatum]
        case .meriter:
            [.personnummer, .merit, .datum]
        case .skolmeddelanden:
            [.meddelandeID, .personnummer, .typ, .skolenhetskod, .handelsedatum, .meddelat]
        }
    }
}
