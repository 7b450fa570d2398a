import KAAKernel

/// Makes one person after the other for a city.
struct CityPersonFactory {
    let plan: CityPlan
    let random: SeededGenerator

    /// Makes the person with this number, from sources of its own.
    ///
    /// - Throws: ``DemonstrationError`` if the slot's number could be a real person's.
    func makePerson(_ number: Int, in slot: NumberPool.Slot) throws -> CityPerson {
        var random = self.random.fork(.home, number)
        let district = random.outcome(of: DistrictProfile.stockholm.map { ($0, $0.populationShare) })
        let origin = self.drawOrigin(slot, in: district, using: &random)

        var residence = ResidenceWriter(
            calendar: self.plan.calendar,
            birthday: slot.birthday,
            district: district,
            districts: DistrictProfile.stockholm,
            ownKommun: StockholmDistricts.kommun,
            random: self.random.fork(.residence, number)
        )
        let facts = residence.live(registeredSince: origin.registration)
        let school = self.makeSchoolHistory(
            number,
            slot,
            weight: self.weight(slot, in: district),
            origin,
            knownFrom: facts[0].knownFrom
        )

        var names = self.random.fork(.names, number)
        return CityPerson(
            number: number,
            digits: try TestPersonnummer.digits(bornOn: slot.birthday, individualNumber: slot.individualNumber),
            birthday: slot.birthday,
            sex: slot.sex,
            givenName: InventedNames.givenName(slot.sex, using: &names),
            familyName: InventedNames.familyName(slot.sex, using: &names),
            residence: facts,
            school: school
        )
    }

    private enum Origin {
        case grewUpHere(since: CivilDate)
        case movedIn(CivilDate)
        case newcomer(CivilDate)

        var registration: CivilDate {
            switch self {
            case .grewUpHere(let date), .movedIn(let date), .newcomer(let date): date
            }
        }
    }

    /// How much more often a school path breaks off here; boys are reached 55 to 45 in the city's own figures for 2021.
    private func weight(_ slot: NumberPool.Slot, in district: DistrictProfile) -> Double {
        district.weight * (slot.sex == .male ? 1.10 : 0.90)
    }

    private func drawOrigin(
        _ slot: NumberPool.Slot,
        in district: DistrictProfile,
        using random: inout SeededGenerator
    ) -> Origin {
        let calendar = self.plan.calendar
        let age = calendar.year - slot.birthday.year
        let lately = calendar.day(-500, 160, using: &random)
        if age >= 17, random.happens(0.010 * district.weight) {
            return .newcomer(lately)
        }
        if age >= 16, random.happens(0.015) {
            return .movedIn(lately)
        }
        guard random.happens(0.15) else { return .grewUpHere(since: slot.birthday) }
        return .grewUpHere(since: slot.birthday.addingDays(random.number(in: 30...5000)))
    }

    private func makeSchoolHistory(
        _ number: Int,
        _ slot: NumberPool.Slot,
        weight: Double,
        _ origin: Origin,
        knownFrom: CivilDate
    ) -> SchoolHistory {
        var random = self.random.fork(.schooling, number)
        let age = self.plan.calendar.year - slot.birthday.year
        let paths = SchoolPath.shares(turning: age, weight: weight)
        var path = random.outcome(of: paths)
        var writer = SchoolHistoryWriter(
            calendar: self.plan.calendar,
            age: age,
            random: self.random.fork(.notices, number)
        )
        switch origin {
        case .newcomer(let arrival):
            writer.liveAsNewcomer(registeredOn: arrival)
        case .movedIn:
            if age >= 17, random.happens(0.20) {
                path = .neverPlaced
            }
            writer.live(path)
        case .grewUpHere:
            writer.live(path)
        }
        return writer.history.delayed(until: knownFrom)
    }
}
