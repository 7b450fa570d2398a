public import Foundation
public import KAAKernelContract
public import KAAWire

/// On what a disclosure from one board to another rests, and what it may hold.
public struct DisclosureTerms: Hashable, Sendable {
    /// The board that holds the data.
    public let discloser: Board

    /// The board that is to have them.
    public let receiver: Board

    /// The ground, as it is worded on the day.
    public let ground: GroundCitation

    /// The classes of data that may go.
    public let classes: Set<Kaa.Kernel.V1.DataClass>

    /// The consent, where that is the ground.
    public let consentID: UUID?
}
