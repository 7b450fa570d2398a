/// The reason a caller is not who the call says, or says nothing.
struct CallerRefusal: Error, Equatable {
    /// A stable reason in capitals.
    let reason: String

    /// A sentence without anything of what was presented.
    let message: String

    init(_ reason: String, _ message: String) {
        self.reason = reason
        self.message = message
    }

    init(_ error: TokenError) {
        self.init(error.reason.description, "The token is not accepted: \(error.reason).")
    }
}
