import KAAKernel

@testable import Outreach

/// Decides who is covered a second time, naively: it looks through the rows of every snapshot anew for every question.
///
/// Days are plain numbers such as 20180701, so that nothing of the register's calendar is used either. It is written from the
/// specification of the feeds and the rule; where it and the register differ, one of them is wrong.
struct NaiveOracle {
    enum Answer: Hashable {
        case yes
        case no
        case byHand
    }

    private struct Address {
        let kommun: String
        let from: Int
        let deregisteredFrom: Int?
        let isProtected: Bool
        let isMarked: Bool
    }

    private struct Studies: Hashable {
        let endsCoverageFrom: Int
        let path: String
        let unit: String
        let start: Int
    }

    private struct Certificate: Hashable {
        let merit: String
        let date: Int
    }

    /// The snapshots' days, newest first.
    private let snapshots: [Int]
    private let kommun: String
    /// By person, for each snapshot: the row.
    private var addresses: [String: [Address?]] = [:]
    /// By person and enrolment, for each snapshot: the last day, `Int.max` if it has none, and `nil` if it isn't there.
    private var studies: [String: [Studies: [Int?]]] = [:]
    /// By person and certificate, for each snapshot: whether it is there.
    private var certificates: [String: [Certificate: [Bool]]] = [:]

    init(_ world: World) {
        let count = world.snapshots.count
        self.snapshots = world.snapshots.reversed().map(Self.number)
        self.kommun = World.hemkommun.rawValue
        for (index, rows) in world.folkbokforing.reversed().enumerated() {
            for row in rows {
                self.addresses[row.person.digits, default: Array(repeating: nil, count: count)][index] = Address(
                    kommun: row.residence.kommun.rawValue,
                    from: Self.number(row.residence.registeredOn),
                    deregisteredFrom: row.residence.deregistration.map { Self.number($0.date) },
                    isProtected: row.residence.protection == .skyddadFolkbokforing,
                    isMarked: row.residence.protection != .none
                )
            }
        }
        for (index, rows) in world.elevregister.reversed().enumerated() {
            for row in rows {
                guard let studies = Self.studies(row) else { continue }
                let lastDay = row.lastDay.map(Self.number) ?? Int.max
                self.studies[row.person.digits, default: [:]][
                    studies,
                    default: Array(repeating: nil, count: count)
                ][index] = lastDay
            }
        }
        for (index, rows) in world.meriter.reversed().enumerated() {
            for row in rows where row.merit.rawValue != "STUDIEBEVIS" {
                let certificate = Certificate(merit: row.merit.rawValue, date: Self.number(row.issuedOn))
                self.certificates[row.person.digits, default: [:]][
                    certificate,
                    default: Array(repeating: false, count: count)
                ][index] = true
            }
        }
    }

    /// An enrolment that ends coverage from some day on; `nil` for schooling that never does.
    private static func studies(_ row: EnrolmentRow) -> Studies? {
        let form = row.enrolment.schoolForm.rawValue
        guard form == "GY" || form == "GYS" else { return nil }
        let path = row.enrolment.studyPath?.rawValue ?? "-"
        return Studies(
            endsCoverageFrom: form == "GY" && path.hasPrefix("IM") ? 2018_07_01 : 0,
            path: form + path,
            unit: row.enrolment.schoolUnit.description,
            start: Self.number(row.enrolment.start)
        )
    }

    static func number(_ day: CivilDate) -> Int {
        let (year, month, dayOfMonth) = day.components
        return year * 10_000 + month * 100 + dayOfMonth
    }

    /// Whether a person is in no list of many, since the newest row has a mark.
    func isInNoList(_ person: String) -> Bool {
        self.addresses[person]?.first { $0 != nil }??.isMarked ?? false
    }

    /// Whether a person is covered, on each of the days.
    func answers(_ person: String, on days: [Int]) -> [Answer] {
        let addresses = self.addresses[person] ?? []
        if let newest = addresses.first(where: { $0 != nil }), newest?.isProtected == true {
            return days.map { _ in .byHand }
        }
        let studies = self.studies[person] ?? [:]
        let certificates = self.certificates[person] ?? [:]
        return days.map { day in
            let couldBe = day >= 2015_01_01 && self.isOfAge(person, on: day) && self.livesHere(addresses, on: day)
            guard couldBe else { return .no }
            return self.isStudying(studies, on: day) || self.hasFinished(certificates, on: day) ? .no : .yes
        }
    }

    private func isOfAge(_ person: String, on day: Int) -> Bool {
        guard let born = Int(person.prefix(8)) else { return false }
        let year = born / 10_000
        if day <= (year + 16) * 10_000 + 0630 { return false }
        var birthday = born % 10_000
        let turns20 = year + 20
        if birthday == 0229, turns20 % 4 != 0 || (turns20 % 100 == 0 && turns20 % 400 != 0) { birthday = 0228 }
        return day < turns20 * 10_000 + birthday
    }

    private func livesHere(_ addresses: [Address?], on day: Int) -> Bool {
        for (snapshot, address) in zip(self.snapshots, addresses) {
            guard let address else {
                if day >= snapshot { return false }
                continue
            }
            if day < address.from { continue }
            if let end = address.deregisteredFrom, end <= day { return false }
            return address.kommun == self.kommun
        }
        return false
    }

    private func isStudying(_ studies: [Studies: [Int?]], on day: Int) -> Bool {
        for (studies, lastDays) in studies where day >= studies.endsCoverageFrom {
            for (snapshot, lastDay) in zip(self.snapshots, lastDays) {
                if let lastDay {
                    if studies.start <= day, day <= lastDay { return true }
                    break
                }
                if day >= snapshot { break }
            }
        }
        return false
    }

    private func hasFinished(_ certificates: [Certificate: [Bool]], on day: Int) -> Bool {
        for (certificate, isThere) in certificates where certificate.date <= day {
            for (snapshot, isThere) in zip(self.snapshots, isThere) {
                if isThere { return true }
                if day >= snapshot { break }
            }
        }
        return false
    }
}
