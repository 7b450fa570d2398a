/// A municipal board (*nämnd*), or a party outside the municipality.
///
/// Boards of one municipality are separate authorities, so the line between two of them is a line of secrecy.
///
/// - Note: Offentlighets- och sekretesslagen (2009:400) 8 kap. 1–2 §§.
public enum Board: Hashable, Sendable {
    /// Arbetsmarknadsnämnden.
    case amn

    /// Utbildningsnämnden.
    case utbn

    /// Socialnämnden.
    case son

    /// The district board of a city district (*stadsdelsnämnd*).
    case sdn(DistrictCode)

    /// Kommunstyrelsen.
    case ks

    /// A party outside the municipality, by a code of the installation's own.
    case external(ShortCode)
}

extension Board: LosslessStringConvertible {
    private static let districtPrefix = "SDN:"
    private static let externalPrefix = "EXTERNAL:"

    /// Reads `AMN`, `UTBN`, `SON`, `KS`, `SDN:<district>` or `EXTERNAL:<code>`; `nil` for anything else.
    public init?(_ description: String) {
        switch description {
        case "AMN": self = .amn
        case "UTBN": self = .utbn
        case "SON": self = .son
        case "KS": self = .ks
        default:
            if description.hasPrefix(Self.districtPrefix),
                let district = DistrictCode(rawValue: String(description.dropFirst(Self.districtPrefix.count)))
            {
                self = .sdn(district)
            } else if description.hasPrefix(Self.externalPrefix),
                let code = ShortCode(rawValue: String(description.dropFirst(Self.externalPrefix.count)))
            {
                self = .external(code)
            } else {
                return nil
            }
        }
    }

    /// The text that ``init(_:)`` reads; stable, and used in tokens, databases and the command line.
    public var description: String {
        switch self {
        case .amn: "AMN"
        case .utbn: "UTBN"
        case .son: "SON"
        case .ks: "KS"
        case .sdn(let district): Self.districtPrefix + district.rawValue
        case .external(let code): Self.externalPrefix + code.rawValue
        }
    }
}
