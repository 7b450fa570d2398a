import KAAKernel

extension CoverageCalculator {
    /// The intervals of days on which a person is covered, oldest first, without overlap and without touching.
    ///
    /// - Returns: None for a person awaiting a manual decision, whom the rule neither takes in nor leaves out.
    func intervals(for facts: PersonFacts) -> [CoverageInterval] {
        var intervals: [CoverageInterval] = []
        self.appendIntervals(for: facts, to: &intervals)
        return intervals
    }

    /// Appends the intervals of days on which a person is covered.
    ///
    /// Whether someone is covered can change only on a day that one of the facts or rules names, so it is enough to decide
    /// on those days. There are few of them a person, and finding the next one is cheaper than keeping a list.
    ///
    /// - Complexity: O(*n*²) in the number of the person's facts; allocates only when `intervals` grows.
    func appendIntervals(for facts: PersonFacts, to intervals: inout [CoverageInterval]) {
        guard facts.protection != .skyddadFolkbokforing else { return }
        var opening: CoverageInterval.Change<CoverageOpeningReason>?
        func close(on day: CivilDate, under rule: CoverageRule) {
            guard let start = opening else { return }
            intervals.append(CoverageInterval(opening: start, closing: self.closing(on: day, of: facts, under: rule)))
            opening = nil
        }
        for (index, rule) in self.rules.rules.enumerated() {
            let days = self.days(ofRuleAt: index, birthDate: facts.birthDate)
            if days?.start != rule.validFrom {
                close(on: rule.validFrom, under: rule)
            }
            guard let days else { continue }
            var day = days.start
            while day < days.end {
                if !self.failingFactConditions(for: facts, on: day, under: rule).isEmpty {
                    close(on: day, under: rule)
                } else if opening == nil {
                    opening = self.opening(on: day, of: facts, under: rule)
                }
                day = facts.nextChange(after: day, before: days.end)
            }
            if days.end != self.rules.end(ofRuleAt: index) {
                close(on: days.end, under: rule)
            }
        }
    }

    /// The days on which a rule is in force and the person's age allows coverage; `nil` if there are none.
    private func days(ofRuleAt index: Int, birthDate: CivilDate) -> (start: CivilDate, end: CivilDate)? {
        let rule = self.rules.rules[index]
        guard let window = rule.ageWindow(birthDate: birthDate), let ageLimitDay = window.end else { return nil }
        let start = max(rule.validFrom, window.start)
        let end = min(ageLimitDay, self.rules.end(ofRuleAt: index) ?? ageLimitDay)
        return start < end ? (start, end) : nil
    }
}

extension PersonFacts {
    /// The first day after `day` on which a fact may begin or cease to hold, at the latest `limit`.
    fileprivate func nextChange(after day: CivilDate, before limit: CivilDate) -> CivilDate {
        var next = limit
        func consider(_ candidate: CivilDate?) {
            if let candidate, candidate > day, candidate < next {
                next = candidate
            }
        }
        for version in self.residence {
            if let residence = version.fact {
                consider(residence.registeredOn)
                consider(residence.deregistration?.date)
            } else {
                consider(version.snapshot)
            }
        }
        for enrolment in self.enrolments {
            consider(enrolment.enrolment.start)
            consider(enrolment.end)
        }
        for merit in self.merits {
            consider(merit.issuedOn)
            consider(merit.vanishedOn)
        }
        return next
    }
}
