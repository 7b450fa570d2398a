/// Why a consent is no ground for a disclosure; the raw value is the stable reason that the caller is told.
public enum ConsentRefusal: String, Error, CaseIterable, Hashable, Sendable {
    /// Whoever is asked cannot be sure to know of the latest revocations, and so relies on nothing.
    case notCurrent = "CONSENT_NOT_CURRENT"

    /// There is no such consent.
    case unknown = "CONSENT_UNKNOWN"

    /// It is somebody else's.
    case otherPerson = "CONSENT_OTHER_PERSON"

    /// It was taken back.
    case revoked = "CONSENT_REVOKED"

    /// Its first day is yet to come.
    case notYetValid = "CONSENT_NOT_YET_VALID"

    /// Its last day is past.
    case expired = "CONSENT_EXPIRED"

    /// It does not name the board that holds the data, or was not recorded by it.
    case otherDiscloser = "CONSENT_OTHER_DISCLOSER"

    /// It does not name the board that would have the data.
    case otherReceiver = "CONSENT_OTHER_RECEIVER"

    /// It does not name the purpose.
    case otherPurpose = "CONSENT_OTHER_PURPOSE"

    /// It opens none of the classes of the data, or too few for the answer not to mislead.
    case otherClass = "CONSENT_OTHER_CLASS"

    /// A sentence for whoever reads the refusal, without personal data.
    public var message: String {
        switch self {
        case .notCurrent: "The module cannot be sure to know of the latest revocations."
        case .unknown: "There is no such consent."
        case .otherPerson: "The consent is not about the person."
        case .revoked: "The consent was revoked."
        case .notYetValid: "The consent is not valid yet."
        case .expired: "The consent is no longer valid."
        case .otherDiscloser: "The consent was not recorded by the board that holds the data, or does not name it."
        case .otherReceiver: "The consent does not name the receiving board."
        case .otherPurpose: "The consent does not name the purpose."
        case .otherClass: "The consent does not open the classes of the data that make the answer."
        }
    }
}
