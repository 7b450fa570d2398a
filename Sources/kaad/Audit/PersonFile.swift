import GuidanceContract
import InterventionsContract
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract

/// What the modules hold of one person, and who has seen it.
struct PersonFile: Sendable {
    /// Part of the file that a module did not give, and why: a stable reason.
    struct Gap: Sendable {
        let part: String
        let reason: String
    }

    private static let pageSize: Int32 = 1_000

    let person: Kaa.Outreach.V1.YoungPerson
    private(set) var contactAttempts: [Kaa.Outreach.V1.ContactAttempt] = []
    private(set) var interventions: [Kaa.Interventions.V1.Intervention] = []
    private(set) var guidanceSessions: [Kaa.Guidance.V1.GuidanceSession] = []
    private(set) var accesses: [Kaa.Kernel.V1.LoggedRecord] = []

    /// What is missing; empty if nothing is.
    private(set) var gaps: [Gap] = []

    /// Asks every module.
    ///
    /// - Parameters:
    ///   - id: The person.
    ///   - channel: Carries the calls, for a coordinator and auditor.
    /// - Throws: `RPCError` if the register or the audit log cannot be read.
    init(_ id: String, on channel: any RPCChannel) async throws {
        let outreach = Kaa.Outreach.V1.OutreachService.Client(channel)
        guard let person = try await outreach.getYoungPerson(.init(youngPersonID: id)).youngPerson else {
            throw CommandFailure("The register answers without a person.")
        }
        self.person = person
        self.contactAttempts = try await self.part("contact attempts") { token in
            let page = try await outreach.listContactAttempts(
                .init(youngPersonID: id, pageSize: Self.pageSize, pageToken: token)
            )
            return (page.contactAttempts, page.nextPageToken)
        }
        let interventions = Kaa.Interventions.V1.InterventionService.Client(channel)
        self.interventions = try await self.part("interventions") { token in
            let page = try await interventions.listInterventions(
                .init(youngPersonID: id, pageSize: Self.pageSize, pageToken: token)
            )
            return (page.interventions, page.nextPageToken)
        }
        let guidance = Kaa.Guidance.V1.GuidanceService.Client(channel)
        self.guidanceSessions = try await self.part("guidance sessions") { token in
            let page = try await guidance.listGuidanceSessions(
                .init(youngPersonID: id, pageSize: Self.pageSize, pageToken: token)
            )
            return (page.guidanceSessions, page.nextPageToken)
        }
        self.accesses = try await AuditClient(channel).accesses(to: id)
    }

    /// All pages of a part; where its module refuses or does not run, the gap is noted instead.
    private mutating func part<Entry>(
        _ name: String,
        _ page: (String) async throws -> ([Entry], String)
    ) async throws -> [Entry] {
        var entries: [Entry] = []
        var token = ""
        do {
            repeat {
                let (more, next) = try await page(token)
                entries += more
                token = next
            } while !token.isEmpty
        } catch let error as RPCError where [.permissionDenied, .unimplemented, .unavailable].contains(error.code) {
            self.gaps.append(Gap(part: name, reason: "\(error.code)"))
        }
        return entries
    }
}
