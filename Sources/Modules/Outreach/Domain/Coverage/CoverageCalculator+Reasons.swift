import KAAKernel

extension CoverageCalculator {
    /// Why a person is covered from a day on, given that they are on it and weren't the day before.
    func opening(
        on day: CivilDate,
        of facts: PersonFacts,
        under rule: CoverageRule
    ) -> CoverageInterval.Change<CoverageOpeningReason> {
        let (reason, source) = self.openingReason(on: day, of: facts)
        return CoverageInterval.Change(day: day, reason: reason, rule: rule.id, source: source)
    }

    /// Why a person isn't covered from a day on, given that they aren't on it and were the day before.
    func closing(
        on day: CivilDate,
        of facts: PersonFacts,
        under rule: CoverageRule
    ) -> CoverageInterval.Change<DeregistrationReason> {
        let (reason, source) = self.closingReason(on: day, of: facts, under: rule)
        return CoverageInterval.Change(day: day, reason: reason, rule: rule.id, source: source)
    }

    private func openingReason(
        on day: CivilDate,
        of facts: PersonFacts
    ) -> (CoverageOpeningReason, FactSource?) {
        let eve = day.addingDays(-1)
        guard let rule = self.rules.rule(on: eve) else { return (.ruleChanged, nil) }
        guard self.failingConditions(for: facts, on: day, under: rule).isEmpty else { return (.ruleChanged, nil) }
        let failing = self.failingConditions(for: facts, on: eve, under: rule)
        if failing.contains(.compulsorySchoolEnded) {
            return (.compulsorySchoolEnded, nil)
        }
        if failing.contains(.residentInHemkommun) {
            return (.movedIn, facts.residenceSource(on: day))
        }
        let enrolment = facts.enrolments.first { $0.isOpen(on: eve) && rule.endsCoverage($0.enrolment) }
        if let enrolment {
            return enrolment.openingReason(on: day)
        }
        let merit = facts.merits.first { $0.isHeld(on: eve) && rule.endsCoverage($0.merit) }
        return (.recordCorrected, merit?.vanishedOn.map { FactSource(feed: .meriter, snapshot: $0) })
    }

    private func closingReason(
        on day: CivilDate,
        of facts: PersonFacts,
        under rule: CoverageRule
    ) -> (DeregistrationReason, FactSource?) {
        let failing = self.failingConditions(for: facts, on: day, under: rule)
        if failing.contains(.residentInHemkommun) {
            let status = facts.residenceStatus(on: day)
            return (status.deregistrationReason(in: self.hemkommun), facts.residenceSource(on: day))
        }
        if failing.contains(.belowAgeLimit) {
            return (.turned20, nil)
        }
        let merit = facts.merits.first { $0.isHeld(on: day) && rule.endsCoverage($0.merit) }
        if let merit {
            return (DeregistrationReason(merit.merit), FactSource(feed: .meriter, snapshot: merit.snapshot))
        }
        let enrolment = facts.enrolments.first { $0.isOpen(on: day) && rule.endsCoverage($0.enrolment) }
        if let enrolment {
            let source = FactSource(feed: .elevregister, snapshot: enrolment.snapshot)
            return (DeregistrationReason(enrolment.enrolment), source)
        }
        return (.wronglyRegistered, nil)
    }
}

extension EnrolmentFact {
    /// Why the end of this enrolment on the eve of `day` opened coverage.
    fileprivate func openingReason(on day: CivilDate) -> (CoverageOpeningReason, FactSource?) {
        if let vanishedOn = self.vanishedOn, vanishedOn == day, self.lastDay?.addingDays(1) != day {
            return (.enrolmentNoLongerReported, FactSource(feed: .elevregister, snapshot: vanishedOn))
        }
        return (.enrolmentEnded, FactSource(feed: .elevregister, snapshot: self.snapshot))
    }
}

extension PersonFacts {
    /// Where it was read what holds of the person's residence on a day.
    func residenceSource(on day: CivilDate) -> FactSource? {
        switch self.residenceStatus(on: day) {
        case .unknown: nil
        case .registered(_, let snapshot), .vanished(let snapshot):
            FactSource(feed: .folkbokforing, snapshot: snapshot)
        }
    }
}

extension ResidenceStatus {
    /// Why the status ends coverage in a municipality, given that it does.
    ///
    /// Whoever a full snapshot leaves out without a cause counts as moved: that is what becomes of those whom the
    /// municipality's extract no longer holds.
    fileprivate func deregistrationReason(in kommun: Kommunkod) -> DeregistrationReason {
        guard case .registered(let residence, _) = self, residence.kommun == kommun,
            let deregistration = residence.deregistration
        else { return .moved }
        return DeregistrationReason(deregistration.cause)
    }
}
