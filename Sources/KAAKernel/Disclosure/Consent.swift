public import Foundation
public import KAAKernelContract
public import KAAWire

/// Someone's leave that named boards tell named others of one young person, for a time.
///
/// It waives secrecy; it is not the ground on which the boards process the data, and lifts no prohibition.
///
/// - Note: Offentlighets- och sekretesslagen (2009:400) 10 kap. 1 §, 12 kap. 2–3 §§; förordning (2006:39) 5 §.
public struct Consent: Hashable, Sendable {
    /// The taking back of a consent.
    public struct Revocation: Hashable, Sendable {
        /// When it was recorded, and so took effect.
        public let moment: Date

        /// The account of whoever recorded it.
        public let handler: String

        /// The board of whoever recorded it.
        public let board: Board

        package init(moment: Date, handler: String, board: Board) {
            self.moment = moment
            self.handler = handler
            self.board = board
        }
    }

    /// The consent's identifier, by which calls name it.
    public let id: UUID

    /// What was agreed.
    public let terms: ConsentTerms

    /// The account of the handler who recorded it.
    public let handler: String

    /// The board of the handler who recorded it.
    public let handlerBoard: Board

    /// When it was recorded.
    public let recordedAt: Date

    /// The taking back, if it was taken back; there is no way to undo it but a new consent.
    public private(set) var revocation: Revocation?

    /// The moments from the first day's midnight in Sweden up to the one after the last day.
    public let validity: Range<Date>

    package init(
        id: UUID,
        terms: ConsentTerms,
        handler: String,
        handlerBoard: Board,
        recordedAt: Date,
        revocation: Revocation? = nil
    ) {
        self.id = id
        self.terms = terms
        self.handler = handler
        self.handlerBoard = handlerBoard
        self.recordedAt = recordedAt
        self.revocation = revocation
        let start = terms.firstDay.swedishMidnight
        // Terms whose last day is before the first never get here; such a consent would never be valid.
        self.validity = start..<max(start, terms.lastDay.addingDays(1).swedishMidnight)
    }

    /// Takes the consent back; a second revocation changes nothing.
    package mutating func revoke(_ revocation: Revocation) {
        self.revocation = self.revocation ?? revocation
    }

    /// Whether a board has anything to do with the consent: it recorded it, discloses, or receives.
    package func concerns(_ board: Board) -> Bool {
        self.handlerBoard == board || self.terms.disclosers.contains(board) || self.terms.receivers.contains(board)
    }
}

extension Consent {
    /// The classes of data that the consent opens towards a receiver: what was agreed, but for what no consent can open.
    public func opened(towards receiver: Board) -> Set<Kaa.Kernel.V1.DataClass> {
        guard self.terms.receivers.contains(receiver) else { return [] }
        return self.terms.classes.intersection(ConsentTerms.allowedClasses(towards: receiver))
    }

    /// Why the consent is no ground for what is asked; `nil` if it is one.
    package func refusal(of question: ConsentQuestion) -> ConsentRefusal? {
        guard question.consent == self.id else { return .unknown }
        guard question.person == self.terms.person else { return .otherPerson }
        guard self.revocation == nil else { return .revoked }
        guard question.moment >= self.validity.lowerBound else { return .notYetValid }
        guard question.moment < self.validity.upperBound else { return .expired }
        // Each board that tells decides for itself: one cannot open the secrecy of another by naming it.
        guard self.terms.disclosers.contains(question.discloser), self.handlerBoard == question.discloser else {
            return .otherDiscloser
        }
        guard self.terms.receivers.contains(question.receiver) else { return .otherReceiver }
        guard self.terms.purposes.contains(question.purpose) else { return .otherPurpose }
        guard !self.opened(towards: question.receiver).isDisjoint(with: question.classes) else { return .otherClass }
        return nil
    }
}
