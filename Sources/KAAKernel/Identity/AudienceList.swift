/// The claim `aud`: one text, or a list of them, which may be empty.
///
/// - Note: RFC 7519 section 4.1.3.
struct AudienceList: Codable, Equatable {
    let values: [String]

    init(_ values: [String]) {
        self.values = values
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self.values = [try container.decode(String.self)]
        } catch DecodingError.typeMismatch {
            self.values = try container.decode([String].self)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if self.values.count == 1 {
            try container.encode(self.values[0])
        } else {
            try container.encode(self.values)
        }
    }
}
