import KAARPC

extension ConsentFault {
    /// What a caller is told.
    var error: RPCError {
        switch self {
        case .disclosers:
            RPCError.invalid("disclosing_boards", "names no board, or more than \(ConsentTerms.maximumBoardCount)")
        case .receivers:
            RPCError.invalid("receiving_boards", "names no board, or more than \(ConsentTerms.maximumBoardCount)")
        case .receiverDiscloses: RPCError.invalid("receiving_boards", "names a board that discloses")
        case .classes: RPCError.invalid("data_classes", "names no class")
        case .purposes: RPCError.invalid("purposes", "names none, or one that data about a person does not serve")
        case .endsBeforeItBegins: RPCError.invalid("valid_until", "is past, or before the first day")
        case .tooLong: RPCError.invalid("valid_until", "is more than a year away")
        case .forbiddenClass:
            RPCError.failedPrecondition(
                "CONSENT_CLASS_FORBIDDEN",
                "No consent opens the class towards a receiver: förordning (2006:39) 5 §."
            )
        case .giver:
            RPCError.failedPrecondition(
                "CONSENT_GIVER_WITHOUT_STANDING",
                "At the young person's age somebody else has to give the consent, or to give it too."
            )
        }
    }
}
