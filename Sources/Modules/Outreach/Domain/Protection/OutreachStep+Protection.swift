extension OutreachStep {
    /// Whether the step may be taken towards somebody whose data is protected.
    ///
    /// Nothing that leads to a door, an open card, a mailbox or other people. A letter goes by Skatteverket, in a sealed
    /// inner envelope.
    var isForProtectedPersons: Bool {
        switch self {
        case .letter, .letterTurning20, .phone, .ownContact, .dropIn: true
        case .sms, .postcard, .email, .socialMedia, .knackakort, .homeVisit, .cardLeft, .letterToGuardian, .digitalPost,
            .partnerContact, .relative:
            false
        }
    }
}
