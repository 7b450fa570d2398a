public import Foundation

/// An event as its publisher recorded it.
public struct PublishedEvent: Equatable, Sendable {
    /// The place in the publisher's sequence, from 1 without gaps.
    public var position: Int64

    /// The event's own identifier.
    public var id: UUID

    /// The full name of the message, for example `kaa.outreach.v1.ContactAttemptRecorded`.
    public var type: String

    /// The encoded message.
    public var payload: [UInt8]

    /// The day the event is about: its valid time.
    public var occurredOn: CivilDate

    /// When the publisher recorded it.
    public var recordedAt: Date

    /// Creates an event as it comes from a feed, or as a test of a consumer needs it.
    public init(
        position: Int64,
        id: UUID,
        type: String,
        payload: [UInt8],
        occurredOn: CivilDate,
        recordedAt: Date
    ) {
        self.position = position
        self.id = id
        self.type = type
        self.payload = payload
        self.occurredOn = occurredOn
        self.recordedAt = recordedAt
    }
}
