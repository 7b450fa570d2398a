import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// What this module asks of Outreach.
struct OutreachPeer: Sendable {
    private let peers: ModulePeers

    init(_ peers: ModulePeers) {
        self.peers = peers
    }

    /// Asks whether a person is covered on `day`.
    ///
    /// - Parameters:
    ///   - youngPerson: Whom the call is about.
    ///   - day: The day.
    ///   - context: The call, on behalf of whose caller Outreach is asked.
    /// - Returns: Whether the person is.
    /// - Throws: ``KAARPC/RPCError`` from Outreach: `NOT_FOUND` for somebody whom the caller may not know of.
    func isCovered(
        _ youngPerson: YoungPersonID,
        on day: CivilDate,
        for context: ServerContext
    ) async throws -> Bool {
        let register = Kaa.Outreach.V1.RegisterService.Client(
            try self.peers.channel(to: "kaa.outreach.v1", for: context, on: .skollagen29Kap9)
        )
        return try await register.checkCoverage(
            .init(youngPersonID: youngPerson.description, asOf: day.description)
        ).covered
    }
}
