/// The elements of Navet's `PersonpostXML` that the register may read, each known by where it stands.
///
/// Everything else is passed over with all it contains: civilstånd, medborgarskap and relations never get past this point.
///
/// - Note: Förordning (2006:39) 4 § lists what may be held.
enum NavetElement: Hashable, Sendable {
    /// Anything around the posts, such as a SOAP envelope.
    case outside
    /// One person.
    case post
    case personpost
    case personID
    case deregistration
    case name
    case registration
    case addresses
    case address
    /// An element whose text is wanted.
    case leaf(Leaf)
    /// Anything inside a post that isn't wanted.
    case ignored

    /// The elements whose text is wanted.
    enum Leaf: String, Hashable, Sendable, CaseIterable {
        case protectedRegistration = "SkyddadFolkbokforing"
        case secrecyMark = "Sekretessmarkering"
        case personnummer = "PersonNr"
        case assignedNumber = "TilldelatPersonNrSamordningsNr"
        case deregistrationCause = "AvregistreringsorsakKod"
        case deregistrationDate = "Avregistreringsdatum"
        case givenNameMark = "Tilltalsnamnsmarkering"
        case givenNames = "Fornamn"
        case familyName = "Efternamn"
        case county = "LanKod"
        case kommun = "KommunKod"
        case registrationDate = "Folkbokforingsdatum"
        case careOf = "CareOf"
        case addressLine1 = "Utdelningsadress1"
        case addressLine2 = "Utdelningsadress2"
        case postalCode = "PostNr"
        case postalTown = "Postort"
    }

    /// The names of the elements that hold others.
    private enum Container: String, CaseIterable {
        case post = "Folkbokforingspost"
        case personpost = "Personpost"
        case personID = "PersonId"
        case deregistration = "Avregistrering"
        case name = "Namn"
        case registration = "Folkbokforing"
        case addresses = "Adresser"
        case address = "Folkbokforingsadress"
    }

    private static let containers = CodeTable<Container>()
    private static let leaves = CodeTable<Leaf>()

    /// Finds out what an element is, by its name without prefix and by the element around it.
    init(named name: Span<UInt8>, inside parent: NavetElement) {
        self =
            switch (parent, Self.containers.code(name)) {
            case (.outside, .post): .post
            case (.outside, _): .outside
            case (.post, .personpost): .personpost
            case (.personpost, .personID): .personID
            case (.personpost, .deregistration): .deregistration
            case (.personpost, .name): .name
            case (.personpost, .registration): .registration
            case (.personpost, .addresses): .addresses
            case (.addresses, .address): .address
            default: Self.leaf(named: name, inside: parent)
            }
    }

    private static func leaf(named name: Span<UInt8>, inside parent: NavetElement) -> NavetElement {
        guard let leaf = Self.leaves.code(name), parent.leaves.contains(leaf) else { return .ignored }
        return .leaf(leaf)
    }

    private var leaves: [Leaf] {
        switch self {
        case .post, .personpost: [.secrecyMark, .protectedRegistration]
        case .personID: [.personnummer, .assignedNumber]
        case .deregistration: [.deregistrationCause, .deregistrationDate]
        case .name: [.givenNameMark, .givenNames, .familyName]
        case .registration: [.county, .kommun, .registrationDate]
        case .address: [.careOf, .addressLine1, .addressLine2, .postalCode, .postalTown]
        case .outside, .addresses, .leaf, .ignored: []
        }
    }
}
