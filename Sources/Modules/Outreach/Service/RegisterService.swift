import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract

/// Serves `kaa.outreach.v1.RegisterService`.
struct RegisterService: Kaa.Outreach.V1.RegisterService.Serving {
    private let database: ModuleDatabase
    private let clock: any KernelClock
    private let calculator: CoverageCalculator

    // One message of so many entries stays well below the limits of any client.
    private static let batchSize = 1_000

    init(context: ModuleContext, calculator: CoverageCalculator) {
        self.database = context.database
        self.clock = context.clock
        self.calculator = calculator
    }

    func exportRegister(
        _ request: Kaa.Outreach.V1.ExportRegisterRequest,
        context: ServerContext,
        writer: ResponseWriter<Kaa.Outreach.V1.ExportRegisterResponse>
    ) async throws {
        guard try context.caller.districts == .all else {
            throw RPCError.permissionDenied("DISTRICT_NOT_ALLOWED", "The whole register is not for staff of districts.")
        }
        let day = try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today)
        let rule = self.calculator.rules.rule(on: day)?.id.rawValue ?? ""
        guard let run = try await self.database.read({ try RegisterStorage.latestRun(in: $0) }) else { return }
        var last: IdentityNumber?
        while true {
            let after = last
            let entries = try await self.database.read { transaction in
                try RegisterStorage.covered(
                    on: day,
                    knownAt: run,
                    after: after,
                    limit: Self.batchSize,
                    in: transaction
                )
            }
            guard !entries.isEmpty else { return }
            last = entries.last?.person
            try await writer.write(.init(entries: entries.map { .init($0, rule: rule) }))
        }
    }

    func explainCoverage(
        _ request: Kaa.Outreach.V1.ExplainCoverageRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.ExplainCoverageResponse {
        let day = try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today)
        guard let person = try? IdentityNumber(parsing: request.personnummer) else {
            throw RPCError.invalid("personnummer", "is not a personnummer of twelve digits")
        }
        let districts = try context.caller.districts
        let found = try await self.database.read { try RegisterStorage.facts(of: person, in: $0) }
        guard let found, Self.mayKnow(found.facts, on: day, districts) else { throw RPCError.notFound("young person") }
        let explanation = self.calculator.explanation(for: found.facts, on: day)
        return .init(explanation, of: found.youngPersonID)
    }

    func checkCoverage(
        _ request: Kaa.Outreach.V1.CheckCoverageRequest,
        context: ServerContext
    ) async throws -> Kaa.Outreach.V1.CheckCoverageResponse {
        let day = try CivilDate(field: "as_of", request.asOf, ifEmpty: self.clock.today)
        guard let id = try context.identity.subjects.first else {
            throw RPCError.invalid("young_person_id", "is missing")
        }
        let found = try await self.database.read { try RegisterStorage.isCovered(id, on: day, in: $0) }
        guard let found else { throw RPCError.notFound("young person") }
        if case .districts(let districts) = try context.caller.districts {
            guard found.district.map(districts.contains) ?? false else { throw RPCError.notFound("young person") }
        }
        return .init(covered: found.isCovered)
    }

    /// Whether the person lives where the caller may look; others do not exist for the caller.
    private static func mayKnow(_ facts: PersonFacts, on day: CivilDate, _ scope: DistrictScope) -> Bool {
        switch scope {
        case .all: true
        case .districts(let districts): facts.district(on: day).map(districts.contains) ?? false
        }
    }
}
