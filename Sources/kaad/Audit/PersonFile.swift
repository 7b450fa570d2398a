import GuidanceContract
import InterventionsContract
import KAAKernel
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
    /// Whether the person is covered, and by which conditions; `nil` if the register does not say.
    private(set) var coverage: Kaa.Outreach.V1.ExplainCoverageResponse?
    private(set) var contactAttempts: [Kaa.Outreach.V1.ContactAttempt] = []
    private(set) var interventions: [Kaa.Interventions.V1.Intervention] = []
    private(set) var guidanceSessions: [Kaa.Guidance.V1.GuidanceSession] = []
    private(set) var consents: [Kaa.Kernel.V1.Consent] = []
    private(set) var accesses: [Kaa.Kernel.V1.LoggedRecord] = []

    /// The receipts for what one board has told another, by the audit log.
    private(set) var receipts: [Kaa.Kernel.V1.DisclosureReceipt] = []

    /// What could not be read; empty if everything that can be asked for is here.
    private(set) var gaps: [Gap] = []

    /// Asks every module.
    ///
    /// - Parameters:
    ///   - id: The person.
    ///   - day: The day on which the register is asked whether the person is covered.
    ///   - channel: Carries the calls, for a coordinator and auditor.
    /// - Throws: `RPCError` if the register or the audit log cannot be read.
    init(_ id: String, asOf day: CivilDate, on channel: any RPCChannel) async throws {
        // The modules are of two boards, and the caller of one. Both document in one register.
        let register = StatementChannel(
            channel,
            stating: [
                "kaa-ground": LegalGround.skollagen29Kap9.rawValue, "kaa-purpose": Purpose.kaaDuty.rawValue,
            ]
        )
        let outreach = Kaa.Outreach.V1.OutreachService.Client(register)
        guard let person = try await outreach.getYoungPerson(.init(youngPersonID: id)).youngPerson else {
            throw CommandFailure("The register answers without a person.")
        }
        self.person = person
        let explanations = Kaa.Outreach.V1.RegisterService.Client(register)
        self.coverage = try await self.part("coverage") { _ in
            let request = Kaa.Outreach.V1.ExplainCoverageRequest(
                personnummer: person.personnummer,
                asOf: day.description
            )
            return ([try await explanations.explainCoverage(request)], "")
        }.first
        self.contactAttempts = try await self.part("contact attempts") { token in
            let page = try await outreach.listContactAttempts(
                .init(youngPersonID: id, pageSize: Self.pageSize, pageToken: token)
            )
            return (page.contactAttempts, page.nextPageToken)
        }
        let interventions = Kaa.Interventions.V1.InterventionService.Client(register)
        self.interventions = try await self.part("interventions") { token in
            let page = try await interventions.listInterventions(
                .init(youngPersonID: id, pageSize: Self.pageSize, pageToken: token)
            )
            return (page.interventions, page.nextPageToken)
        }
        let guidance = Kaa.Guidance.V1.GuidanceService.Client(register)
        self.guidanceSessions = try await self.part("guidance sessions") { token in
            let page = try await guidance.listGuidanceSessions(
                .init(youngPersonID: id, pageSize: Self.pageSize, pageToken: token)
            )
            return (page.guidanceSessions, page.nextPageToken)
        }
        // An auditor sees the consents of every board, a coordinator those of the own.
        let audit = StatementChannel(channel, stating: ["kaa-purpose": Purpose.audit.rawValue])
        let consents = Kaa.Kernel.V1.ConsentService.Client(audit)
        self.consents = try await self.part("consents") { token in
            let page = try await consents.listConsents(
                .init(youngPersonID: id, pageSize: Self.pageSize, pageToken: token)
            )
            return (page.consents, page.nextPageToken)
        }
        self.accesses = try await AuditClient(channel).accesses(to: id)
        self.receipts = try self.accesses.compactMap { logged in
            guard let record = logged.record, record.outcome == .granted, !record.receipt.isEmpty else { return nil }
            return try Kaa.Kernel.V1.DisclosureReceipt(decoding: record.receipt)
        }
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
