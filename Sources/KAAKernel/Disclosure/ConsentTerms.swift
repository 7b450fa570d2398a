public import KAAKernelContract
public import KAAWire

/// What a consent says: about whom, by whom, in which form, from which boards to which, what, what for, and how long.
///
/// Everything is a code, so nothing can be told in it that has no place there.
public struct ConsentTerms: Hashable, Sendable {
    /// Whom the data is about.
    public var person: YoungPersonID

    /// Who gave it.
    public var giver: ConsentGiver

    /// Whether the handler found the young person mature enough to decide alone.
    ///
    /// Counts where age alone does not settle it, OSL 12 kap. 3 §.
    public var isFoundMature: Bool

    /// How it was given.
    public var form: ConsentForm

    /// The boards that may tell, each by name.
    public var disclosers: Set<Board>

    /// The boards that may be told, each by name.
    public var receivers: Set<Board>

    /// The classes of data that may be told.
    public var classes: Set<Kaa.Kernel.V1.DataClass>

    /// What the receivers may have it for.
    public var purposes: Set<Purpose>

    /// The first day it is valid.
    public var firstDay: CivilDate

    /// The last day it is valid; there is always one.
    public var lastDay: CivilDate

    /// Creates terms, which ``fault(agedYears:on:)`` judges.
    public init(
        person: YoungPersonID,
        giver: ConsentGiver,
        isFoundMature: Bool = false,
        form: ConsentForm,
        disclosers: Set<Board>,
        receivers: Set<Board>,
        classes: Set<Kaa.Kernel.V1.DataClass>,
        purposes: Set<Purpose>,
        firstDay: CivilDate,
        lastDay: CivilDate
    ) {
        self.person = person
        self.giver = giver
        self.isFoundMature = isFoundMature
        self.form = form
        self.disclosers = disclosers
        self.receivers = receivers
        self.classes = classes
        self.purposes = purposes
        self.firstDay = firstDay
        self.lastDay = lastDay
    }
}

extension ConsentTerms {
    /// How many boards a consent names on either side at most: more are no longer names that anyone weighed.
    package static let maximumBoardCount = 16

    /// The classes that a consent can open towards a board.
    ///
    /// The boards that document in the register get what förordning (2006:39) 4 § lists and nothing that 5 § forbids, not
    /// even with consent. What the social services know goes to those that carry it under secrecy of their own.
    static func allowedClasses(towards receiver: Board) -> Set<Kaa.Kernel.V1.DataClass> {
        let register: Set<Kaa.Kernel.V1.DataClass> = [.identity, .occupation, .intervention, .operational]
        return switch receiver {
        case .amn, .utbn, .ks: register
        case .son, .sdn, .external: register.union([.social])
        }
    }

    /// What keeps the terms from being a consent, on the day they are recorded; `nil` if nothing does.
    ///
    /// - Parameters:
    ///   - age: The young person's age in full years that day.
    ///   - today: The day they are recorded.
    /// - Returns: The first fault.
    package func fault(agedYears age: Int, on today: CivilDate) -> ConsentFault? {
        self.boardFault ?? self.contentFault ?? self.timeFault(on: today) ?? self.standingFault(agedYears: age)
    }

    private var boardFault: ConsentFault? {
        guard (1...Self.maximumBoardCount).contains(self.disclosers.count) else { return .disclosers }
        guard (1...Self.maximumBoardCount).contains(self.receivers.count) else { return .receivers }
        // From a board to itself there is no border, and a consent that says so was meant otherwise.
        return self.disclosers.isDisjoint(with: self.receivers) ? nil : .receiverDiscloses
    }

    private var contentFault: ConsentFault? {
        guard !self.classes.isEmpty else { return .classes }
        for receiver in self.receivers where !self.classes.isSubset(of: Self.allowedClasses(towards: receiver)) {
            return .forbiddenClass
        }
        // Förordning (2006:39) 3 §: the other purposes need no data about a person from another board.
        return !self.purposes.isEmpty && self.purposes.isSubset(of: [.kaaDuty, .nationalReport]) ? nil : .purposes
    }

    private func timeFault(on today: CivilDate) -> ConsentFault? {
        guard self.firstDay <= self.lastDay, today <= self.lastDay else { return .endsBeforeItBegins }
        let limit = min(self.firstDay, today).anniversary(years: 1)
        return self.lastDay < limit ? nil : .tooLong
    }

    /// Who can waive the secrecy follows from age, and at the border of it from maturity.
    ///
    /// From 16 on the young person speaks alone in matters of school (skollagen (2010:800) 29 kap. 12 §), and from 18 on in
    /// all. Before, those with custody decide, with or without the child as it grows (OSL 12 kap. 3 §).
    private func standingFault(agedYears age: Int) -> ConsentFault? {
        let isSchoolMatter = !self.classes.contains(.social)
        let isEnough =
            switch age {
            case 18...: self.giver == .youngPerson
            case 16...17 where isSchoolMatter: self.giver != .guardians
            case 15...17: self.giver == .youngPersonAndGuardians || self.giver == .youngPerson && self.isFoundMature
            default: self.giver != .youngPerson
            }
        return isEnough ? nil : .giver
    }
}
