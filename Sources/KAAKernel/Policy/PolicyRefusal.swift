/// Why policy refuses a call, by a reason that stays the same.
package enum PolicyRefusal: String, CaseIterable, Error, Hashable, Sendable {
    /// None of the caller's roles may call the method.
    case role = "ROLE_NOT_ALLOWED"

    /// No ground opens the method to other boards.
    case board = "BOARD_NOT_ALLOWED"

    /// The data would go to another board, and no ground is stated.
    case groundMissing = "GROUND_REQUIRED"

    /// What is stated is no ground.
    case groundUnknown = "GROUND_UNKNOWN"

    /// The method is not opened by the stated ground.
    case groundNotAllowed = "GROUND_NOT_ALLOWED"

    /// The stated ground is not in force on the day.
    case groundNotInForce = "GROUND_NOT_IN_FORCE"

    /// The stated ground opens nothing between the two boards.
    case groundNotBetweenBoards = "GROUND_NOT_BETWEEN_BOARDS"

    /// The stated ground opens so little of the answer that what is left would say something else.
    case groundTooNarrow = "GROUND_TOO_NARROW"

    /// The stated ground does not let the caller's board tell what the request does.
    case requestTooWide = "REQUEST_CLASS_NOT_OPEN"

    /// The stated ground is consent, and no consent is named.
    case consentMissing = "CONSENT_REQUIRED"

    /// What is named is no consent.
    case consentUnknown = "CONSENT_UNKNOWN"

    /// The data would go to another board, and it is not stated what for.
    case purposeMissing = "PURPOSE_REQUIRED"

    /// The method does not serve the stated purpose.
    case purpose = "PURPOSE_NOT_ALLOWED"

    /// The stated ground does not serve the purpose.
    case groundNotForPurpose = "GROUND_NOT_FOR_PURPOSE"

    /// The caller is a system, and the method takes a person.
    case person = "PERSON_REQUIRED"

    /// The caller is not known surely enough.
    case assurance = "STEP_UP_REQUIRED"

    /// The caller must say why.
    case reasonMissing = "REASON_REQUIRED"

    /// What is stated cannot be kept as a reason.
    case reasonNotAllowed = "REASON_NOT_ALLOWED"

    /// The district is outside the caller's.
    case district = "DISTRICT_NOT_ALLOWED"
}

extension PolicyRefusal {
    /// A sentence for developers.
    var message: String {
        switch self {
        case .role: "None of the caller's roles may call the method."
        case .board: "The method is for the board's own callers only."
        case .groundMissing: "The data would go to another board: state a legal ground in 'kaa-ground'."
        case .groundUnknown: "There is no such legal ground."
        case .groundNotAllowed: "The method is not opened by the stated ground."
        case .groundNotInForce: "The stated ground is not in force."
        case .groundNotBetweenBoards: "The stated ground opens nothing between the two boards."
        case .groundTooNarrow: "The stated ground opens too little of the answer for it to be told without misleading."
        case .consentMissing: "The ground is consent: name the consent in 'kaa-consent'."
        case .consentUnknown: "There is no such consent."
        case .purposeMissing: "The data would go to another board: state what for in 'kaa-purpose'."
        case .requestTooWide: "The request holds data that the stated ground does not let the caller's board tell."
        case .purpose: "The method does not serve the stated purpose."
        case .groundNotForPurpose: "The stated ground does not serve the purpose."
        case .person: "The method takes a person who is signed in."
        case .assurance: "The caller must be known more surely: sign in at a higher level."
        case .reasonMissing: "State in 'kaa-reason' why the call is made."
        case .reasonNotAllowed: "The stated reason is too long, or has what must not be kept."
        case .district: "The district is outside the caller's."
        }
    }
}
