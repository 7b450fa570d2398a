import Foundation
import GuidanceContract
import InterventionsContract
import KAAKernelContract
import KAAWire
import OutreachContract
import ReportingContract

/// A second implementation of the funnel, straight from its definitions: loops over lists and days, no database, no
/// intervals, no arithmetic on days but that of the calendar.
struct NaiveFunnel {
    /// A person who is covered, with the group that counts the person.
    private struct Covered {
        let person: String
        let district: String
        let sex: Kaa.Kernel.V1.Sex
    }

    private let from: String
    private let to: String
    private let covered: [Covered]
    private let attempts: [Kaa.Outreach.V1.ContactAttemptRecorded]
    private let sessions: [Kaa.Guidance.V1.GuidanceSessionRecorded]
    private let interventions: [Kaa.Interventions.V1.InterventionRecorded]

    init(_ world: World, from: String, to: String, asKnownOn: String?) {
        self.from = from
        self.to = to
        let days = Self.days(from, to)
        let coverages = Self.latest(world.coverages, asKnownOn, \.recordTime) { $0.youngPersonID }
        self.covered = coverages.compactMap { coverage in
            days.last { day in coverage.intervals.contains { $0.from <= day && day < $0.until } }
                .map { lastDay in
                    let district = coverage.districts.last { $0.from.isEmpty || $0.from <= lastDay }
                    return Covered(
                        person: coverage.youngPersonID,
                        district: district?.districtCode ?? "",
                        sex: coverage.sex
                    )
                }
        }
        self.attempts = Self.latest(world.attempts, asKnownOn, \.recordTime) { $0.contactAttemptID }
            .filter { from <= $0.attemptedOn && $0.attemptedOn <= to && $0.result != .cancelled }
        self.sessions = Self.latest(world.sessions, asKnownOn, \.recordTime) { $0.guidanceSessionID }
            .filter { from <= $0.occurredOn && $0.occurredOn <= to && $0.state == .held }
        self.interventions = Self.latest(world.interventions, asKnownOn, \.recordTime) { $0.interventionID }
            .filter { intervention in
                days.contains {
                    intervention.startedOn <= $0 && $0 <= (intervention.endedOn ?? "9999-12-31")
                }
            }
    }

    /// The rows by the dimensions asked for, in order.
    func rows(byDistrict: Bool, bySex: Bool) -> [Kaa.Reporting.V1.FunnelRow] {
        let districts: [String?] = byDistrict ? Set(self.covered.map(\.district)).sorted() : [nil]
        let sexes: [Kaa.Kernel.V1.Sex?] = bySex ? [.female, .male] : [nil]
        return districts.flatMap { district in sexes.map { self.row(district, $0) } }.filter { $0.covered > 0 }
    }

    /// Everybody.
    var total: Kaa.Reporting.V1.FunnelRow {
        self.row(nil, nil)
    }

    private func row(_ district: String?, _ sex: Kaa.Kernel.V1.Sex?) -> Kaa.Reporting.V1.FunnelRow {
        let persons = self.covered
            .filter { (district == nil || $0.district == district) && (sex == nil || $0.sex == sex) }
            .map(\.person)
        let attempts = self.attempts.filter { persons.contains($0.youngPersonID) }
        let interventions = self.interventions.filter { persons.contains($0.youngPersonID) }
        let ended = interventions.filter { ($0.endedOn ?? "") >= self.from && ($0.endedOn ?? "9999") <= self.to }
        let channels = persons.compactMap(self.firstChannel)
        return .init(
            district: district,
            sex: sex,
            covered: Int64(persons.count),
            sought: Int64(persons.filter { person in attempts.contains { $0.youngPersonID == person } }.count),
            reached: Int64(channels.count),
            reachedBy: Self.channelCounts(channels),
            attempts: Self.channelCounts(attempts.map(\.step.mnemonic)),
            inIntervention: Int64(Set(interventions.map(\.youngPersonID)).count),
            interventions: Set(interventions.map(\.typeCode)).sorted().map { type in
                let taking = interventions.filter { $0.typeCode == type }.map(\.youngPersonID)
                return .init(interventionType: type, count: Int64(Set(taking).count))
            },
            endReasons: Self.reasonCounts(ended).map { .init(endReason: $0.0, count: $0.1) },
            endReasonsByIntervention: Set(ended.map(\.typeCode)).sorted().flatMap { type in
                Self.reasonCounts(ended.filter { $0.typeCode == type }).map {
                    .init(interventionType: type, endReason: $0.0, count: $0.1)
                }
            }
        )
    }

    /// The channel of the first two-way contact: by day, then by when it was recorded, then in the contract's order.
    private func firstChannel(_ person: String) -> String? {
        var contacts: [(day: String, recorded: Double, place: Int32, channel: String)] = []
        for attempt in self.attempts where attempt.youngPersonID == person {
            guard [.reachedYouth, .declinedContact].contains(attempt.result) else { continue }
            let recorded = Self.seconds(attempt.recordTime)
            contacts.append((attempt.attemptedOn, recorded, attempt.step.rawValue, attempt.step.mnemonic))
        }
        for session in self.sessions where session.youngPersonID == person {
            contacts.append((session.occurredOn, Self.seconds(session.recordTime), Int32.max, "SKOLSLUSSEN"))
        }
        return contacts.min { ($0.day, $0.recorded, $0.place) < ($1.day, $1.recorded, $1.place) }?.channel
    }

    private static func channelCounts(_ channels: [String]) -> [Kaa.Reporting.V1.ChannelCount] {
        (Kaa.Outreach.V1.OutreachStep.knownCases.map(\.mnemonic) + ["SKOLSLUSSEN"]).compactMap { channel in
            let count = channels.filter { $0 == channel }.count
            return count == 0 ? nil : .init(channel: channel, count: Int64(count))
        }
    }

    private static func reasonCounts(
        _ ended: [Kaa.Interventions.V1.InterventionRecorded]
    ) -> [(String, Int64)] {
        Kaa.Interventions.V1.InterventionEndReason.knownCases.compactMap { reason in
            let count = ended.filter { $0.endReason == reason }.count
            return count == 0 ? nil : (reason.mnemonic, Int64(count))
        }
    }
}

extension NaiveFunnel {
    /// The last word on each thing by the end of a day: the latest recorded, and of those of one moment the last published.
    private static func latest<Message>(
        _ messages: [Message],
        _ asKnownOn: String?,
        _ time: (Message) -> Google.Protobuf.Timestamp?,
        key: (Message) -> String
    ) -> [Message] {
        var latest: [String: Message] = [:]
        let known = messages.filter { message in
            asKnownOn.map { Self.swedishDay(Self.seconds(time(message))) <= $0 } ?? true
        }
        for message in known {
            if let former = latest[key(message)], Self.seconds(time(former)) > Self.seconds(time(message)) { continue }
            latest[key(message)] = message
        }
        return Array(latest.values)
    }

    private static func seconds(_ time: Google.Protobuf.Timestamp?) -> Double {
        time.map { Double($0.seconds) + Double($0.nanos) / 1e9 } ?? .nan
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Stockholm") ?? .gmt
        return calendar
    }()

    private static func swedishDay(_ seconds: Double) -> String {
        Self.text(Date(timeIntervalSince1970: seconds))
    }

    private static func text(_ moment: Date) -> String {
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: moment)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    /// Every day from one to another, as texts.
    private static func days(_ from: String, _ to: String) -> [String] {
        let parts = from.split(separator: "-").compactMap { Int($0) }
        let components = DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: 12)
        var days: [String] = []
        var moment = Self.calendar.date(from: components)
        while let present = moment, Self.text(present) <= to {
            days.append(Self.text(present))
            moment = Self.calendar.date(byAdding: .day, value: 1, to: present)
        }
        return days
    }
}
