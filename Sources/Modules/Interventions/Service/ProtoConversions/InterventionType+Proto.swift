import InterventionsContract
import KAAKernel
import KAARPC
import KAAWire

extension InterventionType {
    private static let textCount = 100

    /// Reads a line of the catalogue.
    init(proto: Kaa.Interventions.V1.InterventionType?) throws {
        let path = "intervention_type"
        guard let proto else { throw RPCError.invalid(path, "is missing") }
        guard let code = InterventionTypeCode(rawValue: proto.code) else {
            throw RPCError.invalid("\(path).code", "is not a mnemonic")
        }
        guard let owner = Board(proto.ownerBoard) else {
            throw RPCError.invalid("\(path).owner_board", "is not a board")
        }
        let from = try CivilDate(field: "\(path).valid_from", proto.validFrom)
        let until = try proto.validUntil.map { try CivilDate(field: "\(path).valid_until", $0) }
        guard let validity = CivilDateInterval(start: from, end: until) else {
            throw RPCError.invalid("\(path).valid_until", "is not after the first day")
        }
        self.init(
            code: code,
            displayName: try String(field: "\(path).display_name", proto.displayName, maximumCount: Self.textCount),
            owner: owner,
            provider: try String(field: "\(path).provider", proto.provider, maximumCount: Self.textCount),
            validity: validity
        )
    }
}

extension Kaa.Interventions.V1.InterventionType {
    init(_ type: InterventionType) {
        self.init(
            code: type.code.rawValue,
            displayName: type.displayName,
            ownerBoard: type.owner.description,
            provider: type.provider,
            validFrom: type.validity.start.description,
            validUntil: type.validity.end?.description
        )
    }
}
