import Foundation
import KAAKernel

/// One person's part in an intervention, as it stands.
///
/// - Note: Förordning (2006:39) 4 § 3: whether it is current, what it is, when it began and ended, and why; nothing more.
struct Intervention: Hashable, Sendable {
    /// How an intervention ended.
    struct End: Hashable, Sendable {
        /// The last day.
        let day: CivilDate
        let reason: InterventionEndReason
    }

    let id: UUID
    let youngPerson: YoungPersonID
    let type: InterventionTypeCode
    /// The board that answered for it on the first day.
    let owner: Board
    /// The first day.
    let startedOn: CivilDate
    /// How it ended; `nil` while it goes on.
    private(set) var end: End?

    init(
        id: UUID,
        youngPerson: YoungPersonID,
        type: InterventionTypeCode,
        owner: Board,
        startedOn: CivilDate,
        end: End? = nil
    ) {
        self.id = id
        self.youngPerson = youngPerson
        self.type = type
        self.owner = owner
        self.startedOn = startedOn
        self.end = end
    }
}

extension Intervention {
    /// Why an end is not taken.
    enum Refusal: Error, Hashable {
        /// Another end stands.
        case alreadyEnded
        /// The last day is before the first.
        case endsBeforeStart
    }

    /// Notes the end.
    ///
    /// - Parameters:
    ///   - day: The last day; `nil` if it was not told, for today, or for the day that stands.
    ///   - reason: Why it ended.
    ///   - today: The day on which that is told.
    /// - Returns: Whether anything has changed; the same end once more changes nothing.
    /// - Throws: ``Refusal``.
    mutating func end(
        on day: CivilDate?,
        because reason: InterventionEndReason,
        today: CivilDate
    ) throws(Refusal) -> Bool {
        if let former = self.end {
            guard former == End(day: day ?? former.day, reason: reason) else { throw .alreadyEnded }
            return false
        }
        let day = day ?? today
        guard self.startedOn <= day else { throw .endsBeforeStart }
        self.end = End(day: day, reason: reason)
        return true
    }
}
