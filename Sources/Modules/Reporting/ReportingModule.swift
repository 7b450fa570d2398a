import GuidanceContract
import InterventionsContract
package import KAAKernel
package import KAAKernelContract
import KAAWire
import OutreachContract

/// Figures across the modules, from their events, which never name a person.
///
/// - Note: Stockholm's plan of action for the activity responsibility, section 7.1, factors M1–M7.
package struct ReportingModule: KernelModule {
    package static let manifest = ModuleManifest(
        name: "reporting",
        owner: .amn,
        provides: ["kaa.reporting.v1"],
        consumes: [
            Kaa.Outreach.V1.CoverageRecorded.wireName,
            Kaa.Outreach.V1.ContactAttemptRecorded.wireName,
            Kaa.Outreach.V1.YoungPersonsPurged.wireName,
            Kaa.Guidance.V1.GuidanceSessionRecorded.wireName,
            Kaa.Interventions.V1.InterventionRecorded.wireName,
        ],
        migrations: ReportingMigrations.all
    )

    package let services: [any PolicedService]

    package let eventConsumers: [EventConsumer]

    package init(context: ModuleContext) async throws {
        self.eventConsumers = EventConsumer.reporting(context.subjects, identifiers: context.identifiers)
        self.services = [ReportingService(context: context, consumers: self.eventConsumers)]
    }
}
