package import KAAKernel
package import KAAKernelContract
import KAAWire
import OutreachContract

/// Finds the young people the municipality is responsible for, and keeps in touch with them.
///
/// - Note: Skollagen (2010:800) 29 kap. 9 §.
package struct OutreachModule: KernelModule {
    package static let manifest = ModuleManifest(
        name: "outreach",
        owner: .amn,
        provides: ["kaa.outreach.v1"],
        publishes: [
            Kaa.Outreach.V1.CoverageRecorded.wireName,
            Kaa.Outreach.V1.ContactAttemptRecorded.wireName,
            Kaa.Outreach.V1.YoungPersonsPurged.wireName,
        ],
        events: Kaa.Outreach.V1.outreachEventsPolicies,
        migrations: OutreachMigrations.all
    )

    package let services: [any PolicedService]
    package let jobRunner: JobRunner?
    package let ages: (any AgeDirectory)?

    package init(context: ModuleContext) async throws {
        let springTermEnd = context.configuration.springTermEnd
        guard let end = SpringTermEnd(month: springTermEnd.month, day: springTermEnd.day) else {
            throw JobFailure(reason: "CONFIGURATION", message: "The end of the spring term is no day of every year.")
        }
        context.subjects.replace(with: try await context.database.read { try ProtectionStorage.standings(in: $0) })
        let calculator = CoverageCalculator(
            hemkommun: context.configuration.kommun,
            rules: .skollagen(springTermEnd: end)
        )
        let nightly = NightlyJob(context: context, calculator: calculator)
        let purge = PurgeJob(context: context)
        let jobRunner = context.makeJobRunner([nightly.definition, purge.definition])
        try await purge.resume(with: jobRunner)
        self.jobRunner = jobRunner
        self.ages = RegisterAges(database: context.database)
        self.services = [
            OutreachService(context: context, routine: .stockholm),
            RegisterService(context: context, calculator: calculator),
            FeedService(context: context, jobRunner: jobRunner),
            ProtectedPersonService(context: context),
            RetentionService(context: context, jobRunner: jobRunner),
        ]
    }
}
