import KAAKernel

/// How the outreach to one person stands.
struct OutreachCase: Hashable, Sendable {
    /// How far it has come.
    enum State: String, CaseIterable, Hashable, Sendable {
        case toContact = "TO_CONTACT"
        case inOutreach = "IN_OUTREACH"
        case reached = "REACHED"
        case closed = "CLOSED"
        case awaitingDecision = "AWAITING_DECISION"
    }

    /// Whom it is about, as other modules know them.
    let youngPersonID: YoungPersonID
    /// How far it has come.
    private(set) var state: State
    /// The first day of the present coverage; `nil` when there is none.
    let coveredSince: CivilDate?
    /// Where the person lives.
    let district: DistrictCode?
    /// The day of the next contact: everyone who is covered has one.
    private(set) var nextContactOn: CivilDate?
    /// How many attempts have been made during the present coverage.
    private(set) var attemptCount: Int
    /// The day of the latest attempt.
    private(set) var latestAttemptOn: CivilDate?
    /// The first day the person was reached during the present coverage.
    private(set) var reachedOn: CivilDate?
    /// Rises with every change.
    private(set) var revision: Int64

    /// Why a change cannot be made.
    enum Refusal: Error, Hashable {
        /// Nobody who is not covered is sought.
        case notOpen
    }

    /// Whether the person is covered and can be sought.
    var isOpen: Bool {
        switch self.state {
        case .toContact, .inOutreach, .reached: true
        case .closed, .awaitingDecision: false
        }
    }

    /// Takes in an attempt.
    ///
    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - nextContactOn: The day that the coordinator has chosen; `nil` to let the routine decide.
    ///   - routine: The municipality's routine.
    /// - Throws: ``Refusal`` if the person is not covered.
    mutating func record(
        _ attempt: ContactAttempt,
        nextContactOn: CivilDate?,
        routine: OutreachRoutine
    ) throws(Refusal) {
        guard self.isOpen else { throw .notOpen }
        if attempt.result != .cancelled {
            self.attemptCount += 1
            self.latestAttemptOn = max(self.latestAttemptOn ?? attempt.attemptedOn, attempt.attemptedOn)
            if attempt.result.isReached {
                self.state = .reached
                self.reachedOn = min(self.reachedOn ?? attempt.attemptedOn, attempt.attemptedOn)
            } else if self.state == .toContact {
                self.state = .inOutreach
            }
        }
        self.nextContactOn = nextContactOn ?? routine.nextContact(after: attempt, attemptCount: self.attemptCount)
        self.revision += 1
    }

    /// Sets the day of the next contact.
    ///
    /// - Throws: ``Refusal`` if the person is not covered.
    mutating func setNextContact(_ day: CivilDate) throws(Refusal) {
        guard self.isOpen else { throw .notOpen }
        self.nextContactOn = day
        self.revision += 1
    }

    /// The step that the routine suggests next.
    func suggestedStep(_ routine: OutreachRoutine) -> OutreachStep {
        self.state == .reached ? .phone : routine.step(after: self.attemptCount).step
    }
}

extension OutreachCase {
    /// Creates a case as it is kept.
    init(
        youngPersonID: YoungPersonID,
        state: State,
        coveredSince: CivilDate?,
        district: DistrictCode?,
        nextContactOn: CivilDate?,
        attemptCount: Int,
        latestAttemptOn: CivilDate?,
        reachedOn: CivilDate?,
        kept revision: Int64
    ) {
        self.youngPersonID = youngPersonID
        self.state = state
        self.coveredSince = coveredSince
        self.district = district
        self.nextContactOn = nextContactOn
        self.attemptCount = attemptCount
        self.latestAttemptOn = latestAttemptOn
        self.reachedOn = reachedOn
        self.revision = revision
    }
}
