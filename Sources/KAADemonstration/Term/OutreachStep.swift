/// How contact is tried; the names are those of the contract without their prefix.
package enum OutreachStep: String, Sendable, CaseIterable {
    case letter = "LETTER"
    case sms = "SMS"
    case phone = "PHONE"
    case knackakort = "KNACKAKORT"
    case homeVisit = "HOME_VISIT"
    case cardLeft = "CARD_LEFT"
    case partnerContact = "PARTNER_CONTACT"
    case ownContact = "OWN_CONTACT"
    case dropIn = "DROP_IN"
    case relative = "RELATIVE"
    case letterTurning20 = "LETTER_TURNING_20"
}
