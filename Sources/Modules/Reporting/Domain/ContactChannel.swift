/// A way in which a young person is sought or reached, as the figures are divided by it.
///
/// The raw values are stored; they keep their meaning.
enum ContactChannel: Int64, CaseIterable, Hashable, Sendable {
    case letter = 1
    case sms = 2
    case phone = 3
    case postcard = 4
    case email = 5
    case socialMedia = 6
    case knackakort = 7
    case homeVisit = 8
    case cardLeft = 9
    case letterToGuardian = 10
    case digitalPost = 11
    case partnerContact = 12
    case ownContact = 13
    case dropIn = 14
    case relative = 15
    case letterTurning20 = 16
    /// A session held at Skolslussen: a way to be reached, and no attempt.
    case skolslussen = 100

    /// The name in figures, as contracts write it.
    var mnemonic: String {
        switch self {
        case .letter: "LETTER"
        case .sms: "SMS"
        case .phone: "PHONE"
        case .postcard: "POSTCARD"
        case .email: "EMAIL"
        case .socialMedia: "SOCIAL_MEDIA"
        case .knackakort: "KNACKAKORT"
        case .homeVisit: "HOME_VISIT"
        case .cardLeft: "CARD_LEFT"
        case .letterToGuardian: "LETTER_TO_GUARDIAN"
        case .digitalPost: "DIGITAL_POST"
        case .partnerContact: "PARTNER_CONTACT"
        case .ownContact: "OWN_CONTACT"
        case .dropIn: "DROP_IN"
        case .relative: "RELATIVE"
        case .letterTurning20: "LETTER_TURNING_20"
        case .skolslussen: "SKOLSLUSSEN"
        }
    }
}
