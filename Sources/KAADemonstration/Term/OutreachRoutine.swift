/// How Stockholm seeks young people out, and how often each step succeeds.
///
/// The steps and waits are those of the city's plan 2022–2024, section 4.2.2: a letter and a text message the same day, at
/// least three calls on different days, a Knackakort that says when the visit comes, the visit. Its sixth step, telling
/// Skatteverket of a wrong address, follows from the result of a visit. Its seventh, a report to the social services, must
/// never stand in the register, so the script hasn't got it.
///
/// The chances are chosen so that 83 % of those sought are reached, as in the auditors' report 10/2016 (1 616 of 1 948).
enum OutreachRoutine {
    /// The day of the first letter, counted from the opening; the plan allows a month.
    static let firstLetterDays = 10...26
    /// How many days after the letter the first call comes.
    static let daysToFirstCall = 12...18
    static let daysBetweenCalls = 3...7
    static let callCount = 3
    static let daysToKnackakort = 4...8
    static let daysToVisit = 5...8
    static let daysToReply = 2...10

    static let hasPhoneNumber = 0.75
    static let repliesToLetter = 0.25
    static let repliesToMessage = 0.12
    static let answersKnackakort = 0.14
    static let partnerFinds = 0.55
    /// Of those who are reached, how many want no contact.
    static let declines = 0.06
    /// Of the cases from before the term, how many are under watch since spring and aren't sought anew.
    static let isWatched = 0.15

    static let callResults: [(outcome: AttemptResult, share: Double)] = [
        (.reachedYouth, 0.30), (.noAnswer, 0.54), (.reachedOther, 0.11), (.wrongNumber, 0.05),
    ]

    static let visitResults: [(outcome: AttemptResult, share: Double)] = [
        (.reachedYouth, 0.52), (.noAnswer, 0.27), (.reachedOther, 0.14), (.notAtAddress, 0.07),
    ]

    /// How a person who isn't waiting for the next step gets in touch.
    static let ownWays: [(outcome: OutreachStep, share: Double)] = [
        (.letter, 0.80), (.ownContact, 0.10), (.dropIn, 0.05), (.relative, 0.05),
    ]

    static let occupations: [(outcome: Occupation, share: Double)] = [
        (.none, 0.40), (.work, 0.22), (.komvux, 0.17), (.sfi, 0.07), (.otherEducation, 0.04), (.praktik, 0.03),
        (.folkhogskola, 0.02), (.abroad, 0.02), (.otherActivity, 0.03),
    ]

    /// With the endings that a departure causes, 74 % go to work or studies, as at Jobbtorg in 2015 (report 10/2016).
    static let endReasons: [(outcome: EndReason, share: Double)] = [
        (.toEducation, 0.48), (.toWork, 0.34), (.abortedByYouth, 0.06), (.toArbetsformedlingen, 0.04), (.noShow, 0.03),
        (.completed, 0.02), (.unknown, 0.03),
    ]

    static let sessionOutcomes: [(outcome: SessionOutcome, share: Double)] = [
        (.held, 0.80), (.noShow, 0.13), (.cancelled, 0.07),
    ]
}
