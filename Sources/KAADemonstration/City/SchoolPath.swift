/// What becomes of a young person's schooling, seen from the autumn of the term.
enum SchoolPath: Hashable, Sendable {
    /// Still in compulsory school.
    case compulsory
    /// On a national programme the whole term.
    case national
    /// On an introduktionsprogram the whole term.
    case introductory
    /// In anpassad gymnasieskola the whole term.
    case adapted
    /// Changes school during the autumn.
    case changesSchool
    /// Gets a place only after the school start, and the register hears of it later still.
    case latePlacement
    /// Gets a slussplats during the autumn; what came before may be a broken-off programme or nothing.
    case slussplats
    /// Never began upper secondary school.
    case neverPlaced
    /// Broke off before the term.
    case brokeOffEarlier
    /// Doesn't come back after the summer, or never takes the place that was given.
    case notReturning
    /// Breaks off in October or November.
    case breaksOffInAutumn
    /// Left an introduktionsprogram in June and went nowhere.
    case leftIntroductory
    /// Left with a certificate.
    case left(MeritFact.Merit)

    /// The paths of those who turn `age` in the year of the term, with their shares.
    ///
    /// The city's documents name these paths without counting them. The shares are chosen so that 7–9 % of the
    /// 16–19-year-olds are covered; in the country it was 9 % in the second half of 2022 (Skolverket). A path that breaks
    /// off is `weight` times as frequent as in the city as a whole.
    static func shares(turning age: Int, weight: Double) -> [(outcome: SchoolPath, share: Double)] {
        let broken = self.brokenShares(turning: age).map { (outcome: $0.outcome, share: $0.share * weight) }
        let other = self.otherShares(turning: age)
        let rest = 1 - (broken + other).reduce(0) { $0 + $1.share }
        return broken + other + [(outcome: self.usual(turning: age), share: max(rest, 0))]
    }

    private static func usual(turning age: Int) -> SchoolPath {
        switch age {
        case ...15: .compulsory
        case 16...18: .national
        default: .left(.gymnasieexamen)
        }
    }

    private static func brokenShares(turning age: Int) -> [(outcome: SchoolPath, share: Double)] {
        switch age {
        case ...15:
            []
        case 16:
            [
                (.introductory, 0.075), (.latePlacement, 0.045), (.slussplats, 0.003), (.neverPlaced, 0.012),
                (.notReturning, 0.012), (.breaksOffInAutumn, 0.014),
            ]
        case 17:
            [
                (.introductory, 0.05), (.brokeOffEarlier, 0.020), (.slussplats, 0.004), (.neverPlaced, 0.007),
                (.notReturning, 0.014), (.breaksOffInAutumn, 0.016),
            ]
        case 18:
            [
                (.introductory, 0.02), (.brokeOffEarlier, 0.032), (.slussplats, 0.004), (.neverPlaced, 0.007),
                (.notReturning, 0.012), (.breaksOffInAutumn, 0.013),
            ]
        default:
            [
                (.left(.studiebevis), 0.052), (.brokeOffEarlier, 0.036), (.neverPlaced, 0.007),
                (.leftIntroductory, 0.010), (.slussplats, age == 19 ? 0.003 : 0), (.national, age == 19 ? 0.03 : 0),
            ]
        }
    }

    private static func otherShares(turning age: Int) -> [(outcome: SchoolPath, share: Double)] {
        switch age {
        case ...15: []
        case 16: [(.adapted, 0.013)]
        case 17: [(.adapted, 0.013), (.changesSchool, 0.02)]
        case 18: [(.adapted, 0.013), (.changesSchool, 0.012)]
        case 19: [(.adapted, 0.013), (.left(.yrkesexamen), 0.11), (.left(.motsvarande), 0.010)]
        default: [(.left(.gymnasiebevis), 0.013), (.left(.yrkesexamen), 0.12), (.left(.motsvarande), 0.012)]
        }
    }
}
