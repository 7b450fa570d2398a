/// Why a call's answer is not sent yet.
struct AnswerHold: Sendable {
    /// Asked when the gate is open, as the last thing before the answer goes.
    let check: @Sendable () throws -> Void

    /// How the handler ended, once it has returned: the status follows the answer then.
    var outcome: CallOutcome?
}
