import Foundation
import KAAKernelContract
import KAARPC
import KAAWire

/// Serves `kaa.kernel.v1.AuditService`.
struct AuditService: Kaa.Kernel.V1.AuditService.Serving {
    private let trail: AuditTrail

    init(_ trail: AuditTrail) {
        self.trail = trail
    }

    func listPersonAccesses(
        _ request: Kaa.Kernel.V1.ListPersonAccessesRequest,
        context: ServerContext
    ) async throws -> Kaa.Kernel.V1.ListPersonAccessesResponse {
        guard let subject = YoungPersonID(request.youngPersonID) else {
            throw RPCError.invalid("young_person_id", "is not a UUID")
        }
        let from = request.fromTime?.moment ?? .distantPast
        let until = request.untilTime?.moment ?? .distantFuture
        guard from <= until else { throw RPCError.invalid("until_time", "is before from_time") }
        let page = try PageRequest(
            size: request.pageSize,
            token: request.pageToken,
            of: context.method,
            filter: [request.youngPersonID, "\(from.timeIntervalSince1970)", "\(until.timeIntervalSince1970)"]
        )
        let records = try await self.trail.records(
            about: subject,
            during: from..<until,
            before: try page.key(Int64.self) ?? .max,
            limit: page.limit
        )
        let (entries, token) = page.cut(records) { PageRequest.Key($0.position) }
        let isAtTheMachine = if case .inProcess = context.peer { true } else { false }
        var logged: [Kaa.Kernel.V1.LoggedRecord] = []
        for entry in entries {
            // A proof holds the whole leaf, so one that names others as well would tell of them. Whoever is at the machine has
            // the log itself, and an evidence pack is made there.
            let isProvable = request.includeProofs && (isAtTheMachine || entry.record.namesNobody(but: subject))
            logged.append(
                .init(
                    leafIndex: entry.position,
                    record: entry.record.cut(to: subject),
                    proof: isProvable ? try await self.trail.proof(of: entry.position) : ""
                )
            )
        }
        return .init(entries: logged, nextPageToken: token)
    }
}
