import Foundation
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract

/// Asks a kaad for its audit log.
struct AuditClient {
    private static let pageSize: Int32 = 200

    private let channel: any RPCChannel

    init(_ channel: any RPCChannel) {
        self.channel = channel
    }

    /// Everything that was done with one person's data, the latest first.
    ///
    /// - Parameters:
    ///   - id: The person.
    ///   - from: Only from this moment on.
    ///   - until: Only before this moment.
    ///   - includingProofs: Whether each record comes with the proof that it is in the log.
    /// - Returns: The records.
    /// - Throws: `RPCError`.
    func accesses(
        to id: String,
        from: Date? = nil,
        until: Date? = nil,
        includingProofs: Bool = false
    ) async throws -> [Kaa.Kernel.V1.LoggedRecord] {
        let client = Kaa.Kernel.V1.AuditService.Client(self.channel)
        var entries: [Kaa.Kernel.V1.LoggedRecord] = []
        var token = ""
        repeat {
            let page = try await client.listPersonAccesses(
                .init(
                    youngPersonID: id,
                    fromTime: from.map { .init($0) },
                    untilTime: until.map { .init($0) },
                    pageSize: Self.pageSize,
                    pageToken: token,
                    includeProofs: includingProofs
                )
            )
            entries += page.entries
            token = page.nextPageToken
        } while !token.isEmpty
        return entries
    }

    /// The opaque identifier of a person.
    ///
    /// - Parameters:
    ///   - text: The identifier itself, or a personnummer, which the register is asked for.
    ///   - day: The day on which the register is asked.
    /// - Returns: The identifier.
    /// - Throws: `RPCError` if the register does not know the number.
    func identifier(of text: String, on day: CivilDate) async throws -> String {
        if let id = YoungPersonID(text) { return id.description }
        let register = Kaa.Outreach.V1.RegisterService.Client(self.channel)
        return try await register.explainCoverage(.init(personnummer: text, asOf: day.description)).youngPersonID
    }
}
