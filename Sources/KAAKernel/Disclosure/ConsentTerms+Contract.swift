import Foundation
import KAAKernelContract
import KAARPC
import KAAWire

extension ConsentTerms {
    /// Reads the terms from a request, without judging them.
    ///
    /// - Throws: ``KAARPC/RPCError`` that names the field whose content is not known.
    init(_ request: Kaa.Kernel.V1.RecordConsentRequest, today: CivilDate) throws {
        guard let giver = ConsentGiver(rawValue: request.giver.mnemonic) else {
            throw RPCError.invalid("giver", "is not known")
        }
        guard let form = ConsentForm(rawValue: request.form.mnemonic) else {
            throw RPCError.invalid("form", "is not known")
        }
        self.init(
            person: YoungPersonID(try UUID(field: "young_person_id", request.youngPersonID)),
            giver: giver,
            isFoundMature: request.foundMature,
            form: form,
            disclosers: try Self.codes("disclosing_boards", request.disclosingBoards, Board.init),
            receivers: try Self.codes("receiving_boards", request.receivingBoards, Board.init),
            classes: try Self.codes("data_classes", request.dataClasses) { Self.dataClasses.contains($0) ? $0 : nil },
            purposes: try Self.codes("purposes", request.purposes, Purpose.init(contract:)),
            firstDay: try CivilDate(field: "valid_from", request.validFrom, ifEmpty: today),
            lastDay: try CivilDate(field: "valid_until", request.validUntil)
        )
    }

    private static let dataClasses: Set<Kaa.Kernel.V1.DataClass> = [
        .identity, .occupation, .intervention, .social, .operational,
    ]

    private static func codes<Stated, Code: Hashable>(
        _ field: String,
        _ stated: [Stated],
        _ make: (Stated) -> Code?
    ) throws -> Set<Code> {
        // A list far beyond the limit is not worth reading.
        guard stated.count <= 10 * Self.maximumBoardCount else { throw RPCError.invalid(field, "has too many values") }
        return try stated.reduce(into: []) { codes, value in
            guard let code = make(value) else { throw RPCError.invalid(field, "has a value that is not known") }
            codes.insert(code)
        }
    }
}
