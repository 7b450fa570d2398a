import KAAKernel

/// Lives a person's moves through and writes down what folkbokföringen comes to say.
struct ResidenceWriter {
    let calendar: TermCalendar
    let birthday: CivilDate
    let district: DistrictProfile
    let districts: [DistrictProfile]
    let ownKommun: Kommunkod
    var random: SeededGenerator

    /// Writes the facts of somebody who is folkbokförd in the city since `registration`.
    mutating func live(registeredSince registration: CivilDate) -> [FolkbokforingFact] {
        let isNew = registration > self.birthday && registration > self.calendar.firstOfJuly(yearsBefore: 2)
        let home = FolkbokforingFact.Entry(
            address: InventedAddress.drawn(in: self.district, using: &self.random),
            kommunkod: self.ownKommun,
            registeredSince: registration,
            district: self.random.happens(0.004) ? nil : self.district.code,
            protection: .none,
            deregistration: nil
        )
        let known = isNew ? registration.addingDays(self.random.number(in: 2...10)) : registration
        var facts = [FolkbokforingFact(knownFrom: known, entry: home)]
        for change in self.drawChanges(after: known) {
            facts.append(contentsOf: self.facts(for: change, from: facts[facts.count - 1]))
        }
        return facts
    }

    private enum Change {
        case protected(SkyddadePersonuppgifter, knownFrom: CivilDate)
        case movedWithin(CivilDate)
        case movedAway(CivilDate)
        case emigrated(CivilDate)
        case died(CivilDate)
    }

    /// At most one change of protection and one move, in this order.
    private mutating func drawChanges(after known: CivilDate) -> [Change] {
        var changes: [Change] = []
        if self.random.happens(0.0035) {
            let protection: SkyddadePersonuppgifter =
                self.random.happens(0.75) ? .sekretessmarkering : .skyddadFolkbokforing
            let isNew = self.random.happens(0.15)
            let day = isNew ? self.calendar.day(20, 60, using: &self.random) : known
            changes.append(.protected(protection, knownFrom: max(day, known)))
        }
        let date = max(self.calendar.day(1, 165, using: &self.random), known.addingDays(20))
        let moves: [(outcome: Change?, share: Double)] = [
            (.movedWithin(date), 0.020), (.movedAway(date), 0.012), (.emigrated(date), 0.0015), (.died(date), 0.0002),
            (nil, 0.9663),
        ]
        if let move = self.random.outcome(of: moves) {
            changes.append(move)
        }
        return changes
    }

    private mutating func facts(for change: Change, from latest: FolkbokforingFact) -> [FolkbokforingFact] {
        guard var entry = latest.entry else { return [] }
        switch change {
        case .protected(let protection, let known):
            entry.protection = protection
            if protection == .skyddadFolkbokforing {
                entry.address = .forwardedBySkatteverket
                entry.district = nil
            }
            return [FolkbokforingFact(knownFrom: known, entry: entry)]

        case .movedWithin(let date):
            guard entry.protection != .skyddadFolkbokforing else { return [] }
            let district = self.random.element(of: self.districts)
            entry.address = InventedAddress.drawn(in: district, using: &self.random)
            entry.district = district.code
            return [self.told(entry, date)]

        case .movedAway(let date):
            return self.factsOfMovingAway(entry, date)

        case .emigrated(let date):
            entry.deregistration = .init(code: "UV", date: date)
            return [self.told(entry, date)]

        case .died(let date):
            entry.deregistration = .init(code: "AV", date: date)
            return [self.told(entry, date)]
        }
    }

    /// Some who move away are named with their new kommun, others are just gone from the feed, now or a month later.
    private mutating func factsOfMovingAway(_ home: FolkbokforingFact.Entry, _ date: CivilDate) -> [FolkbokforingFact] {
        var entry = home
        let kommun = self.random.element(of: NeighbouringKommun.all)
        entry.kommunkod = kommun.code
        entry.registeredSince = date
        entry.district = nil
        if entry.protection != .skyddadFolkbokforing {
            entry.address = kommun.drawAddress(using: &self.random)
        }
        let told = self.told(entry, date)
        let gone = FolkbokforingFact(knownFrom: told.knownFrom.addingDays(30), entry: nil)
        switch self.random.below(4) {
        case 0: return [FolkbokforingFact(knownFrom: told.knownFrom, entry: nil)]
        case 1: return [told, gone]
        default: return [told]
        }
    }

    private mutating func told(_ entry: FolkbokforingFact.Entry, _ date: CivilDate) -> FolkbokforingFact {
        FolkbokforingFact(knownFrom: date.addingDays(self.random.number(in: 2...10)), entry: entry)
    }
}
