import InterventionsContract
package import KAAKernel
package import KAAKernelContract
import KAAWire
import OutreachContract

/// The yearly catalogue of interventions, and who takes part in them from when to when.
///
/// The catalogue and the register of interventions are for the whole city, so the coordinating board owns the module; district
/// boards and the education board document in it. What is social services alone (OSL 26 kap.) never comes here.
///
/// - Note: Förordning (2006:39) 4 § 3.
package struct InterventionsModule: KernelModule {
    package static let manifest = ModuleManifest(
        name: "interventions",
        owner: .amn,
        provides: ["kaa.interventions.v1"],
        requires: ["kaa.outreach.v1"],
        publishes: [Kaa.Interventions.V1.InterventionRecorded.wireName],
        events: Kaa.Interventions.V1.interventionEventsPolicies,
        consumes: [Kaa.Outreach.V1.YoungPersonsPurged.wireName],
        migrations: InterventionMigrations.all
    )

    package let services: [any PolicedService]

    package let eventConsumers = EventConsumer.interventions

    package init(context: ModuleContext) async throws {
        self.services = [InterventionService(context: context)]
    }
}
