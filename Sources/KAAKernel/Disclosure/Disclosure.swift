import Crypto
import Foundation
import KAAKernelContract
import KAARPC
import KAAWire

/// What goes to another board: an answer with no more than the ground opens, and the receipt for it.
///
/// Shared, so that a call that waits for its record to be durable keeps little.
final class Disclosure: Sendable {
    /// The answer as it is sent.
    let message: any ClassifiedMessage

    /// The receipt.
    let receipt: DisclosureReceipt

    /// The receipt, encoded.
    let encodedReceipt: [UInt8]

    /// Creates the disclosure of an answer.
    ///
    /// - Parameters:
    ///   - answer: The answer as the method gave it.
    ///   - classes: The classes of data that may go.
    ///   - receipt: What is known of the receipt already.
    /// - Throws: ``KAAWire/WireError`` if the answer cannot be encoded.
    init(
        _ answer: any ClassifiedMessage,
        heldTo classes: Set<Kaa.Kernel.V1.DataClass>,
        receipt: DisclosureReceipt
    ) throws {
        let message = answer.redacted(to: classes)
        var receipt = receipt
        receipt.fieldPaths = answer.disclosedPaths(within: classes)
        receipt.payloadHash = [UInt8](SHA256.hash(data: try message.encodedBytes()))
        self.message = message
        self.receipt = receipt
        self.encodedReceipt = try receipt.encoded()
    }

    /// Sends the receipt with the answer.
    func addReceipt(to context: ServerContext) {
        var metadata = Metadata()
        metadata.add(bytes: self.encodedReceipt, for: DisclosureReceipt.metadataKey)
        context.addResponseMetadata(metadata)
    }
}
