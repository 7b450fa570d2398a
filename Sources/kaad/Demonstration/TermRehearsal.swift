import KAADemonstration
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// Finds out, on a register that is thrown away, who will be covered when, so that a term can be planned for them.
struct TermRehearsal {
    private let nightly: NightlyPlayer
    private let register: Kaa.Outreach.V1.RegisterService.Client
    private let outreach: Kaa.Outreach.V1.OutreachService.Client
    private var open: [String: ScriptPerson] = [:]
    private var ended: [ScriptPerson] = []

    init(_ channel: any RPCChannel, nightly: NightlyPlayer) {
        self.nightly = nightly
        self.register = .init(channel)
        self.outreach = .init(channel)
    }

    /// Everyone who is covered at some time of the term, by personnummer.
    mutating func persons(on days: [CivilDate]) async throws -> [ScriptPerson] {
        for day in days {
            _ = try await self.nightly.run(day)
            try await self.compare(day)
        }
        return (self.ended + self.open.values).sorted { ($0.identifier, $0.openedOn) < ($1.identifier, $1.openedOn) }
    }

    private mutating func compare(_ day: CivilDate) async throws {
        let districts = try await self.districts(day)
        var present: Set<String> = []
        for try await page in try await self.register.exportRegister(.init(asOf: day.description)) {
            for entry in page.entries {
                present.insert(entry.personnummer)
                guard self.open[entry.personnummer] == nil else { continue }
                self.open[entry.personnummer] = ScriptPerson(
                    identifier: entry.personnummer,
                    district: districts[entry.youngPersonID],
                    sex: try IdentityNumber(parsing: entry.personnummer).sex,
                    openedOn: day
                )
            }
        }
        for (personnummer, person) in self.open where !present.contains(personnummer) {
            self.open[personnummer] = nil
            let departure = ScriptPerson.Departure(date: day, reason: try await self.reason(personnummer, day))
            self.ended.append(
                ScriptPerson(
                    identifier: person.identifier,
                    district: person.district,
                    sex: person.sex,
                    openedOn: person.openedOn,
                    departure: departure
                )
            )
        }
    }

    private func districts(_ day: CivilDate) async throws -> [String: DistrictCode] {
        var result: [String: DistrictCode] = [:]
        var token = ""
        repeat {
            let page = try await self.outreach.listContactQueue(
                .init(asOf: day.description, pageSize: 1_000, pageToken: token)
            )
            for entry in page.entries { result[entry.youngPersonID] = DistrictCode(rawValue: entry.districtCode) }
            token = page.nextPageToken
        } while !token.isEmpty
        return result
    }

    private func reason(_ personnummer: String, _ day: CivilDate) async throws -> ScriptPerson.Departure.Reason {
        let answer = try await self.register.explainCoverage(
            .init(personnummer: personnummer, asOf: day.description)
        )
        let failed = Set(answer.conditions.filter { !$0.met }.map(\.condition))
        if failed.contains("RESIDENT_IN_HEMKOMMUN") { return .moved }
        if failed.contains("BELOW_AGE_LIMIT") { return .turned20 }
        guard let enrolment = answer.conditions.first(where: { $0.condition == "NOT_ENROLLED" }), !enrolment.met else {
            return .other
        }
        return enrolment.input.contains("GY IM") ? .startedIntroduction : .education
    }
}
