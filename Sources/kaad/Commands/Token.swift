import ArgumentParser
import KAAKernel

/// `kaad token`: a token from the key of a data directory.
struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints a token signed with the key of a data directory.",
        discussion:
            "For tests and demonstrations, and for systems of the same municipality. The key is made on first use."
    )

    @Option(help: ArgumentHelp("The data directory.", valueName: "dir"))
    var data: String?

    @Option(help: ArgumentHelp("The configuration of the kaad to call.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("Who calls, as the audit log will name them; never a personnummer.", valueName: "name"))
    var subject: String

    @Option(
        help: ArgumentHelp(
            "The caller's board: AMN, UTBN, SON, SDN:<district>, KS, EXTERNAL:<code>.",
            valueName: "board"
        )
    )
    var board: String

    @Option(help: ArgumentHelp("A mandate, such as kaa-coordinator; may be given many times.", valueName: "role"))
    var role: [String]

    @Option(help: ArgumentHelp("A district that the caller is held to; may be given many times.", valueName: "code"))
    var district: [String] = []

    @Option(help: ArgumentHelp("How surely the caller is known, 1 to 4.", valueName: "level"))
    var assurance = 1

    @Option(help: ArgumentHelp("How long the token is valid.", valueName: "minutes"))
    var minutes = 60

    func validate() throws {
        guard (self.data == nil) != (self.config == nil) else {
            throw ValidationError("Give one of --data DIR and --config FILE.")
        }
        guard (1...1440).contains(self.minutes) else { throw ValidationError("--minutes takes 1 to 1440.") }
    }

    /// The staff of a district's board work in that district, unless others are named.
    private static func scope(_ board: Board, _ districts: [DistrictCode]) -> DistrictScope {
        if case .sdn(let own) = board, districts.isEmpty { return .districts([own]) }
        return districts.isEmpty ? .all : .districts(Set(districts))
    }

    func run() async throws {
        guard let assurance = AssuranceLevel(rawValue: self.assurance) else {
            throw CommandFailure("--assurance takes 1 to 4.")
        }
        guard let board = Board(self.board) else { throw CommandFailure("There is no board '\(self.board)'.") }
        let roles = try self.role.map { name in
            guard let role = Role(rawValue: name) else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure("There is no role '\(name)'. There are \(known).")
            }
            return role
        }
        let districts = try self.district.map { code in
            guard let district = DistrictCode(rawValue: code) else { throw CommandFailure("'\(code)' is no district.") }
            return district
        }
        if Self.scope(board, districts) == .all, !Set(roles).isDisjoint(with: [.localCoordinator, .socialWorker]) {
            throw CommandFailure("A local coordinator or social worker works in districts: give --district.")
        }
        let overrides = self.data.map { ["KAAD_DATA_DIRECTORY": $0] } ?? [:]
        let configuration = try await Composition.configuration(path: self.config, overrides: overrides)
        let caller = Caller(
            subject: self.subject,
            kind: .person,
            board: board,
            roles: Set(roles),
            districts: Self.scope(board, districts),
            assurance: assurance
        )
        let issuer = try Composition.tokenIssuer(configuration)
        Terminal.line(try await issuer.token(for: caller, lifetime: .seconds(self.minutes * 60)))
    }
}
