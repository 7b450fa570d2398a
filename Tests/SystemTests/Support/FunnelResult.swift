import Foundation

/// What `kaad report --format json` prints, with the names that scripts rely on.
struct FunnelResult: Decodable {
    struct Row: Decodable {
        var district: String?
        var sex: String?
        var covered: Int
        var sought: Int
        var reached: Int
        var reachedBy: [String: Int]
        var attempts: [String: Int]
        var inIntervention: Int
        var endReasons: [String: Int]

        private enum CodingKeys: String, CodingKey {
            case district
            case sex
            case covered
            case sought
            case reached
            case reachedBy = "reached_by"
            case attempts
            case inIntervention = "in_intervention"
            case endReasons = "end_reasons"
        }
    }

    var rows: [Row]
    var total: Row
}

extension FunnelResult {
    /// Reads what the command has printed.
    init(_ output: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(output.utf8))
    }
}
