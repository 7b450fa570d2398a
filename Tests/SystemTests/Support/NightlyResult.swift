import Foundation

/// What `kaad nightly --format json` prints, with the names that scripts rely on.
struct NightlyResult: Decodable, Equatable {
    struct Feed: Decodable, Equatable {
        var feed: String
        var rows: Int
        var rejected: Int
    }

    struct Rejection: Decodable, Equatable {
        var file: String
        var line: Int
        var column: String
        var reason: String
    }

    var asOf: String
    var feeds: [Feed]
    var covered: Int
    var opened: Int
    var closed: Int
    var awaitingDecision: Int
    var rejections: [Rejection]

    private enum CodingKeys: String, CodingKey {
        case asOf = "as_of"
        case feeds
        case covered
        case opened
        case closed
        case awaitingDecision = "awaiting_decision"
        case rejections
    }
}

extension NightlyResult {
    /// Reads what the command has printed.
    init(_ output: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(output.utf8))
    }
}
