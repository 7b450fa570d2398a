import KAAKernel

/// A municipality's routine for seeking young people out, as data.
///
/// - Note: Stockholm's plan of action for the activity responsibility 2022–2024, section 4.2.2.
struct OutreachRoutine: Hashable, Sendable {
    /// A step of the routine and what follows when it reaches nobody.
    struct Step: Hashable, Sendable {
        /// How contact is tried.
        let step: OutreachStep
        /// How many times before the next step; on different days.
        let occasions: Int
        /// How many days to wait for an answer.
        let waitDays: Int
    }

    /// The steps in order; after the last they begin anew.
    let steps: [Step]
    /// How many days after a person has come into the register contact is to be made.
    let firstContactDays: Int
    /// How many days after a person has been reached they are asked how things are.
    let followUpDays: Int

    /// Letter and text message, three calls, a knackakort, a home visit.
    ///
    /// The plan allows a month before the first step,
    /// with the ambition to be quicker; a follow-up date after half a year is from Nacka's plan, since Stockholm's has
    /// none.
    static let stockholm = OutreachRoutine(
        steps: [
            Step(step: .letter, occasions: 1, waitDays: 14),
            Step(step: .sms, occasions: 1, waitDays: 3),
            Step(step: .phone, occasions: 3, waitDays: 4),
            Step(step: .knackakort, occasions: 1, waitDays: 7),
            Step(step: .homeVisit, occasions: 1, waitDays: 30),
        ],
        firstContactDays: 7,
        followUpDays: 182
    )

    /// The step after `attempts` that reached nobody.
    func step(after attempts: Int) -> Step {
        let round = self.steps.reduce(0) { $0 + $1.occasions }
        var rest = attempts % max(round, 1)
        for step in self.steps {
            if rest < step.occasions { return step }
            rest -= step.occasions
        }
        return Step(step: .letter, occasions: 1, waitDays: self.firstContactDays)
    }

    /// The day of the next contact after an attempt.
    func nextContact(after attempt: ContactAttempt, attemptCount: Int) -> CivilDate {
        if attempt.result.isReached { return attempt.attemptedOn.addingDays(self.followUpDays) }
        return attempt.attemptedOn.addingDays(self.step(after: max(attemptCount - 1, 0)).waitDays)
    }
}
