import Foundation
import KAAKernelContract
import KAAStorage
import KAAWire

/// Consents have the same columns where they are recorded and where a module keeps what it knows of them.
extension Consent {
    /// Reads a row of `kernelConsent` or `kernelConsentReplica`.
    init(row: Row) throws {
        let revokedAt: Date? = try row.decode("revokedAt")
        self.init(
            id: try row.decode("id"),
            terms: ConsentTerms(
                person: try row.decode("person"),
                giver: try row.decode("giver"),
                isFoundMature: try row.decode("isFoundMature"),
                form: try row.decode("form"),
                disclosers: try row.codes("disclosers", Board.init),
                receivers: try row.codes("receivers", Board.init),
                classes: try row.codes("classes") { Kaa.Kernel.V1.DataClass(mnemonic: $0) },
                purposes: try row.codes("purposes", Purpose.init(rawValue:)),
                firstDay: try row.decode("firstDay"),
                lastDay: try row.decode("lastDay")
            ),
            handler: try row.decode("handler"),
            handlerBoard: try row.decode("handlerBoard"),
            recordedAt: try row.decode("recordedAt"),
            revocation: try revokedAt.map { moment in
                Revocation(
                    moment: moment,
                    handler: try row.decode("revokedBy"),
                    board: try row.decode("revokingBoard")
                )
            }
        )
    }

    /// Saves the consent as it now stands, at a place in the order of changes.
    func save(at position: Int64, to table: StaticString, in transaction: WriteTransaction) throws {
        let terms = self.terms
        try transaction.execute(
            """
            INSERT INTO \(raw: table) (
                id, position, person, giver, isFoundMature, form, disclosers, receivers, classes, purposes, firstDay,
                lastDay, handler, handlerBoard, recordedAt, revokedAt, revokedBy, revokingBoard
            ) VALUES (
                \(self.id), \(position), \(terms.person), \(terms.giver), \(terms.isFoundMature), \(terms.form),
                \(Self.text(terms.disclosers)), \(Self.text(terms.receivers)),
                \(Self.text(terms.classes.map(\.mnemonic))), \(Self.text(terms.purposes.map(\.rawValue))),
                \(terms.firstDay), \(terms.lastDay), \(self.handler), \(self.handlerBoard), \(self.recordedAt),
                \(self.revocation?.moment), \(self.revocation?.handler), \(self.revocation?.board)
            )
            ON CONFLICT (id) DO UPDATE SET position = excluded.position, revokedAt = excluded.revokedAt,
                revokedBy = excluded.revokedBy, revokingBoard = excluded.revokingBoard
            """
        )
    }

    /// Codes have no spaces, so spaces can part them.
    private static func text(_ codes: some Sequence<some CustomStringConvertible>) -> String {
        codes.map(\.description).sorted().joined(separator: " ")
    }
}

extension Row {
    /// Reads codes that spaces part, each of which must be known: a code that was overlooked would change what a consent
    /// says.
    fileprivate func codes<Code: Hashable>(_ column: String, _ make: (String) -> Code?) throws -> Set<Code> {
        let text: String = try self.decode(column)
        return try text.split(separator: " ").reduce(into: []) { codes, part in
            guard let code = make(String(part)) else {
                throw StorageError(.invalidValue, "Column '\(column)' has a code that is not a \(Code.self).")
            }
            codes.insert(code)
        }
    }
}
