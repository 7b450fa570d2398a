/// The claim `acr`: a level as a number, or by the name that Swedish identity providers give it.
///
/// - Note: OpenID Connect Core 1.0 section 2; the names are those of the Swedish e-identification framework's levels. A name
///   that says that the level was never audited (`uncertified-loa3`) is not among them.
struct AssuranceClaim: Codable, Equatable {
    private static let names: [String: AssuranceLevel] = [
        "http://id.elegnamnden.se/loa/1.0/loa1": .low,
        "http://id.elegnamnden.se/loa/1.0/loa2": .basic,
        "http://id.elegnamnden.se/loa/1.0/loa3": .substantial,
        "http://id.elegnamnden.se/loa/1.0/loa4": .high,
    ]

    let level: AssuranceLevel

    init(_ level: AssuranceLevel) {
        self.level = level
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let level: AssuranceLevel?
        do {
            level = AssuranceLevel(rawValue: try container.decode(Int.self))
        } catch DecodingError.typeMismatch {
            let text = try container.decode(String.self)
            level = Self.names[text] ?? Int(text).flatMap(AssuranceLevel.init(rawValue:))
        }
        guard let level else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "There is no such level.")
        }
        self.level = level
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.level.rawValue)
    }
}
