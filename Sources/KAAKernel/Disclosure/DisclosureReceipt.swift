public import Foundation

/// What a board that got data about persons keeps with them, to show from whom, on which ground and what it was.
public struct DisclosureReceipt: Hashable, Sendable {
    /// The metadata of an answer under which a receipt comes, encoded as `kaa.kernel.v1.DisclosureReceipt`.
    static let metadataKey = "kaa-receipt-bin"

    /// How many people one receipt for events names at most.
    ///
    /// Its audit entry names them twice, by itself and in the receipt, some 80 bytes each: half of the 64 KiB that an
    /// entry of the log may have.
    public static let maximumSubjectCount = 400

    /// The receipt's own identifier.
    public var id: UUID

    /// The board that held the data.
    public var discloser: Board

    /// The board that got them.
    public var receiverBoard: Board

    /// Who got them: a module, such as `module:guidance`, or the account of the caller.
    public var receiver: String

    /// The path of the method that answered, or the full name of the event.
    public var source: String

    /// Whose data they are.
    public var subjects: [YoungPersonID]

    /// The fields that were told, as dotted paths.
    public var fieldPaths: [String]

    /// What for.
    public var purpose: Purpose

    /// On which ground, as it was worded.
    public var ground: GroundCitation

    /// The consent, where that is the ground.
    public var consentID: UUID?

    /// When.
    public var disclosedAt: Date

    /// SHA-256 of what was told, as it was encoded.
    public var payloadHash: [UInt8]
}
