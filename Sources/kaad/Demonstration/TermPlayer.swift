import GuidanceContract
import InterventionsContract
import KAADemonstration
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// Plays the work of a term through the contracts, day by day, as the people at the administrations would do it.
struct TermPlayer {
    /// How much was done.
    struct Count: Sendable {
        var done = 0
        /// What the register did not allow any more, since the person had left it meanwhile.
        var overtaken = 0
    }

    // Enough calls under way at once that each commit of the databases serves many of them.
    private static let concurrency = 16

    private let callers: DemonstrationCallers
    private let script: TermScript
    private let calendar: TermCalendar
    private var offerings: [String: String] = [:]
    private var persons: [String: PersonPlayer] = [:]

    init(_ script: TermScript, calendar: TermCalendar, callers: DemonstrationCallers) {
        self.script = script
        self.calendar = calendar
        self.callers = callers
    }

    /// Opens the places and the catalogue of the term.
    mutating func prepare() async throws {
        let guidance = Kaa.Guidance.V1.GuidanceService.Client(self.callers.counsellor)
        for offering in self.script.offerings {
            let created = try await guidance.createSlussplatsOffering(
                .init(
                    slussplatsOffering: .init(
                        schoolUnitCode: offering.school.code,
                        schoolName: offering.schoolName,
                        opensOn: self.calendar.firstOfJuly.description,
                        closesOn: self.calendar.lastDay.description,
                        capacity: Int32(offering.capacity)
                    )
                )
            )
            self.offerings[offering.school.code] = created.slussplatsOffering?.slussplatsOfferingID
        }
        let interventions = Kaa.Interventions.V1.InterventionService.Client(self.callers.coordinator)
        for line in InterventionCatalogue.lines {
            _ = try await interventions.createInterventionType(
                .init(
                    interventionType: .init(
                        code: line.code.rawValue,
                        displayName: line.displayName,
                        ownerBoard: line.owner.catalogueBoard,
                        provider: line.provider,
                        validFrom: self.calendar.firstOfJuly.addingDays(-365).description
                    )
                )
            )
        }
    }

    /// Tells under which opaque identifiers the register knows its persons.
    mutating func learn(_ identifiers: [String: String]) {
        for (personnummer, id) in identifiers where self.persons[personnummer] == nil {
            self.persons[personnummer] = PersonPlayer(id, callers: self.callers, offerings: self.offerings)
        }
    }

    /// The days on which something is done.
    var days: [CivilDate] {
        Array(Set(self.script.actions.map(\.date))).sorted()
    }

    /// Does what is to be done on a day; each person's deeds in order, different persons' at once.
    mutating func play(_ day: CivilDate) async throws -> Count {
        let actions = Dictionary(grouping: self.script.actions.filter { $0.date == day }, by: \.person)
        var waiting = actions.compactMap { person, actions in
            self.persons[person].map { (person: person, player: $0, actions: actions) }
        }
        return try await withThrowingTaskGroup(of: (String, PersonPlayer, Count).self) { group in
            var count = Count()
            for _ in 0..<min(Self.concurrency, waiting.count) {
                if let next = waiting.popLast() {
                    group.addTask { try await next.player.playing(next.actions, of: next.person) }
                }
            }
            while let (person, player, part) = try await group.next() {
                self.persons[person] = player
                count.done += part.done
                count.overtaken += part.overtaken
                if let next = waiting.popLast() {
                    group.addTask { try await next.player.playing(next.actions, of: next.person) }
                }
            }
            return count
        }
    }
}

extension DoingBoard {
    /// The board as the catalogue names it; the districts' own is shown by one of them.
    fileprivate var catalogueBoard: String {
        switch self {
        case .arbetsmarknadsnamnden, .utbildningsnamnden: self.rawValue
        case .stadsdelsnamnden: "SDN:04"
        }
    }
}
