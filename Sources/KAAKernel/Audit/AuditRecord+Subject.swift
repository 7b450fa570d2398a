import KAAKernelContract
import KAAWire

/// What of a record about many concerns one of them.
extension Kaa.Kernel.V1.AuditRecord {
    /// Whether the record, and the receipt in it, names no young person but one.
    func namesNobody(but subject: YoungPersonID) -> Bool {
        self == self.cut(to: subject)
    }

    /// The record without the others whom it names, also in its receipt.
    func cut(to subject: YoungPersonID) -> Self {
        var record = self
        record.youngPersonIds = Self.only(subject, of: self.youngPersonIds)
        if let receipt = self.disclosure {
            var own = receipt
            own.youngPersonIds = Self.only(subject, of: receipt.youngPersonIds)
            // Encoded anew only where something is left out, so that any other receipt stays what was handed out.
            if own != receipt { record.receipt = (try? own.encodedBytes()) ?? [] }
        } else {
            record.receipt = []
        }
        return record
    }

    /// The receipt in the record; `nil` where there is none, or none that can be read.
    private var disclosure: Kaa.Kernel.V1.DisclosureReceipt? {
        self.receipt.isEmpty ? nil : try? Kaa.Kernel.V1.DisclosureReceipt(decoding: self.receipt)
    }

    private static func only(_ subject: YoungPersonID, of texts: [String]) -> [String] {
        texts.filter { YoungPersonID($0) == subject }
    }
}
