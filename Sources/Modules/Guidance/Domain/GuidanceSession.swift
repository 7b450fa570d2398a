import Foundation
import KAAKernel

/// A session with a counsellor at Skolslussen, as it stands.
struct GuidanceSession: Hashable, Sendable {
    /// How far a session has come.
    enum State: String, CaseIterable, Hashable, Sendable {
        case booked = "BOOKED"
        case held = "HELD"
        case noShow = "NO_SHOW"
        case cancelled = "CANCELLED"
    }

    /// What a session is about; nothing else may be written down.
    enum Topic: String, CaseIterable, Hashable, Sendable {
        case choiceOfStudies = "CHOICE_OF_STUDIES"
        case schoolPlace = "SCHOOL_PLACE"
        case levelTest = "LEVEL_TEST"
        case adultEducation = "ADULT_EDUCATION"
    }

    let id: UUID
    let youngPerson: YoungPersonID
    let scheduledOn: CivilDate
    let topic: Topic
    private(set) var state: State

    init(id: UUID, youngPerson: YoungPersonID, scheduledOn: CivilDate, topic: Topic, state: State = .booked) {
        self.id = id
        self.youngPerson = youngPerson
        self.scheduledOn = scheduledOn
        self.topic = topic
        self.state = state
    }
}

extension GuidanceSession {
    /// How a booked session went.
    enum Outcome: CaseIterable, Hashable, Sendable {
        case held
        case noShow
        case cancelled

        /// The state that it leads to.
        var state: State {
            switch self {
            case .held: .held
            case .noShow: .noShow
            case .cancelled: .cancelled
            }
        }
    }

    /// Why a session does not take an outcome.
    enum Refusal: Error, Hashable {
        /// Another outcome stands.
        case alreadyResolved
        /// The day of the session has not come, so nobody can have come or stayed away.
        case notYetDue
    }

    /// Notes how the session went.
    ///
    /// - Parameters:
    ///   - outcome: How it went.
    ///   - today: The day on which that is told.
    /// - Returns: Whether anything has changed; the same outcome once more changes nothing.
    /// - Throws: ``Refusal``.
    mutating func resolve(_ outcome: Outcome, on today: CivilDate) throws(Refusal) -> Bool {
        switch self.state {
        case .booked:
            guard outcome == .cancelled || self.scheduledOn <= today else { throw .notYetDue }
            self.state = outcome.state
            return true

        case .held, .noShow, .cancelled:
            guard self.state == outcome.state else { throw .alreadyResolved }
            return false
        }
    }
}
