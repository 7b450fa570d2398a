import Foundation
import KAAKernelContract
import KAAWire

extension DisclosureReceipt {
    /// Reads a receipt from its encoding.
    ///
    /// - Throws: ``KAAWire/WireError`` if it is no message, or ``Malformed`` if it is not a receipt.
    init(encoded bytes: [UInt8]) throws {
        let message = try Kaa.Kernel.V1.DisclosureReceipt(decoding: bytes)
        guard let id = UUID(text: message.disclosureReceiptID), let discloser = Board(message.discloserBoard),
            let receiver = Board(message.receiverBoard), let purpose = Purpose(contract: message.purpose),
            let ground = LegalGround(rawValue: message.ground.mnemonic), let time = message.discloseTime
        else { throw Malformed() }
        self.init(
            id: id,
            discloser: discloser,
            receiverBoard: receiver,
            receiver: message.receiver,
            source: message.source,
            subjects: message.youngPersonIds.compactMap { YoungPersonID($0) },
            fieldPaths: message.fieldPaths,
            purpose: purpose,
            ground: GroundCitation(ground: ground, version: message.groundVersion),
            consentID: UUID(text: message.consentID),
            disclosedAt: time.moment,
            payloadHash: message.payloadSha256
        )
    }

    /// The encoding that is sent, hashed and kept.
    ///
    /// - Throws: ``KAAWire/WireError``; not expected.
    func encoded() throws -> [UInt8] {
        try Kaa.Kernel.V1.DisclosureReceipt(
            disclosureReceiptID: self.id.lowercaseText,
            discloserBoard: self.discloser.description,
            receiverBoard: self.receiverBoard.description,
            receiver: self.receiver,
            source: self.source,
            youngPersonIds: self.subjects.map(\.description),
            fieldPaths: self.fieldPaths,
            purpose: .init(mnemonic: self.purpose.rawValue) ?? .unspecified,
            ground: .init(mnemonic: self.ground.ground.rawValue) ?? .unspecified,
            groundVersion: self.ground.version,
            consentID: self.consentID?.lowercaseText ?? "",
            discloseTime: .init(self.disclosedAt),
            payloadSha256: self.payloadHash
        ).encodedBytes()
    }

    /// The error for a message that lacks what every receipt has.
    struct Malformed: Error {}
}
