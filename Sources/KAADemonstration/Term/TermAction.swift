package import KAAKernel

/// One thing that somebody does for one person on one day of the term.
package struct TermAction: Hashable, Sendable {
    /// The day on which it is done; never a Saturday or Sunday.
    package let date: CivilDate
    /// The person's ``ScriptPerson/identifier``.
    package let person: String
    package let deed: Deed

    /// What is done.
    package enum Deed: Hashable, Sendable {
        /// An attempt to make contact. `nextContact` is absent where the routine decides.
        case contact(OutreachStep, AttemptResult, occupation: Occupation?, nextContact: CivilDate?)
        /// A new day for the next contact, without an attempt.
        case setNextContact(CivilDate)
        /// A session at Skolslussen is booked.
        case bookSession(scheduledOn: CivilDate, SessionTopic)
        /// The session booked last has been held or not.
        case resolveSession(SessionOutcome)
        /// A slussplats is booked.
        case bookPlace(SchoolUnit)
        /// The person starts on the slussplats booked last.
        case startPlace(SchoolUnit)
        /// An intervention of this type starts.
        case startIntervention(InterventionCode)
        /// The intervention that goes on ends.
        case endIntervention(InterventionCode, EndReason)
    }

    /// The board whose staff does it.
    package var board: DoingBoard {
        switch self.deed {
        case .contact, .setNextContact: .arbetsmarknadsnamnden
        case .bookSession, .resolveSession, .bookPlace, .startPlace: .utbildningsnamnden
        case .startIntervention(let code), .endIntervention(let code, _): InterventionCatalogue.line(of: code).owner
        }
    }
}
