import Foundation
import JWTKit

/// The claims of a token, as they stand in its payload.
///
/// - Note: RFC 7519 section 4.1 for the registered ones; `acr` is OpenID Connect Core 1.0 section 2.
struct TokenClaims: JWTPayload, Equatable {
    var iss: String
    var sub: String
    var aud: AudienceList
    var exp: Double
    var nbf: Double?
    var iat: Double
    var jti: String
    var board: String
    var kind: String?
    var roles: [String]
    var districts: [String]?
    var acr: AssuranceClaim?

    func verify(using algorithm: some JWTAlgorithm) {
        // The verifier checks the claims itself, because it must not use the machine's clock as JWTKit does.
    }

    /// The caller that the claims describe.
    ///
    /// - Throws: ``TokenError`` with ``TokenError/Reason/invalidClaims`` if any of them is outside its closed list.
    func caller() throws(TokenError) -> Caller {
        guard let board = Board(self.board), !self.sub.isEmpty, self.sub.utf8.count <= 255 else {
            throw TokenError(.invalidClaims)
        }
        var roles: Set<Role> = []
        for name in self.roles {
            guard let role = Role(rawValue: name) else {
                throw TokenError(.invalidClaims)
            }
            roles.insert(role)
        }
        return Caller(
            subject: self.sub,
            kind: try self.callerKind(),
            board: board,
            roles: roles,
            districts: try self.districtScope(board: board, roles: roles),
            assurance: self.acr?.level ?? .low
        )
    }

    private func callerKind() throws(TokenError) -> Caller.Kind {
        guard let text = self.kind else {
            return .person
        }
        guard let kind = Caller.Kind(rawValue: text) else {
            throw TokenError(.invalidClaims)
        }
        return kind
    }

    /// The claim `districts`, in which `*` alone means every district.
    ///
    /// Without the claim, a district board has its own district, a mandate that is given by district has none, and
    /// any other mandate is for the whole city.
    private func districtScope(board: Board, roles: Set<Role>) throws(TokenError) -> DistrictScope {
        guard let texts = self.districts else {
            if case .sdn(let district) = board {
                return .districts([district])
            }
            return roles.isDisjoint(with: [.localCoordinator, .socialWorker]) ? .all : .districts([])
        }
        guard texts != [DistrictScope.everyDistrict] else {
            return .all
        }
        var districts: Set<DistrictCode> = []
        for text in texts {
            guard let district = DistrictCode(rawValue: text), text != DistrictScope.everyDistrict else {
                throw TokenError(.invalidClaims)
            }
            districts.insert(district)
        }
        return .districts(districts)
    }
}

extension DistrictScope {
    /// How the claim says that the scope is not limited.
    static let everyDistrict = "*"

    /// The claim for this scope.
    var claim: [String] {
        switch self {
        case .all: [Self.everyDistrict]
        case .districts(let districts): districts.map(\.rawValue).sorted()
        }
    }
}
