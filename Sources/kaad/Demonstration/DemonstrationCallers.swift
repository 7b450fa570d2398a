import KAAKernel
import KAARPC

/// The people of the demonstration: one for each mandate that the term needs.
struct DemonstrationCallers: Sendable {
    let registerCoordinator: any RPCChannel
    let coordinator: any RPCChannel
    let counsellor: any RPCChannel
    let reportingOfficer: any RPCChannel

    /// How long their tokens last: longer than the term, on its own clock.
    static let tokenSeconds = 400 * 86_400

    /// Gives each a token of their own.
    init(_ channel: any RPCChannel, issuer: TokenIssuer) async throws {
        func channelOf(_ subject: String, _ board: Board, _ role: Role) async throws -> any RPCChannel {
            let caller = Caller(subject: subject, kind: .person, board: board, roles: [role])
            return TokenChannel(
                channel,
                token: try await issuer.token(for: caller, lifetime: .seconds(Self.tokenSeconds))
            )
        }
        self.registerCoordinator = try await channelOf("demo-register-coordinator", .amn, .registerCoordinator)
        self.coordinator = try await channelOf("demo-kaa-coordinator", .amn, .kaaCoordinator)
        self.counsellor = try await channelOf("demo-guidance-counsellor", .utbn, .guidanceCounsellor)
        self.reportingOfficer = try await channelOf("demo-reporting-officer", .amn, .reportingOfficer)
    }
}
