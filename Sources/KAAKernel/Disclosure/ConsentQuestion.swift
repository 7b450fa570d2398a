public import Foundation
public import KAAKernelContract
public import KAAWire

/// What a disclosure asks of a consent.
public struct ConsentQuestion: Hashable, Sendable {
    /// The consent that the call names.
    public var consent: UUID

    /// Whose data it is.
    public var person: YoungPersonID

    /// The board that holds the data.
    public var discloser: Board

    /// The board that is to have it.
    public var receiver: Board

    /// What the receiver is to have it for.
    public var purpose: Purpose

    /// The classes of the data: the consent must open one of them at least, and the answer is held to those it opens.
    public var classes: Set<Kaa.Kernel.V1.DataClass>

    /// When the data is to leave.
    public var moment: Date

    /// Creates a question.
    public init(
        consent: UUID,
        person: YoungPersonID,
        discloser: Board,
        receiver: Board,
        purpose: Purpose,
        classes: Set<Kaa.Kernel.V1.DataClass>,
        moment: Date
    ) {
        self.consent = consent
        self.person = person
        self.discloser = discloser
        self.receiver = receiver
        self.purpose = purpose
        self.classes = classes
        self.moment = moment
    }
}
