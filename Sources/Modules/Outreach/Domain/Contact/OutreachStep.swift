/// A way of making contact, or in which contact was made.
enum OutreachStep: String, CaseIterable, Hashable, Sendable {
    case letter = "LETTER"
    case sms = "SMS"
    case phone = "PHONE"
    case postcard = "POSTCARD"
    case email = "EMAIL"
    case socialMedia = "SOCIAL_MEDIA"
    case knackakort = "KNACKAKORT"
    case homeVisit = "HOME_VISIT"
    case cardLeft = "CARD_LEFT"
    case letterToGuardian = "LETTER_TO_GUARDIAN"
    case digitalPost = "DIGITAL_POST"
    case partnerContact = "PARTNER_CONTACT"
    case ownContact = "OWN_CONTACT"
    case dropIn = "DROP_IN"
    case relative = "RELATIVE"
    case letterTurning20 = "LETTER_TURNING_20"
}
