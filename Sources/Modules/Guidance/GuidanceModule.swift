import GuidanceContract
package import KAAKernel
package import KAAKernelContract
import KAAWire
import OutreachContract

/// Skolslussen: sessions with counsellors, and places held at schools for those who come during the year.
///
/// - Note: Skollagen (2010:800) 29 kap. 9 §; the city's plan for the activity responsibility, section 4.
package struct GuidanceModule: KernelModule {
    package static let manifest = ModuleManifest(
        name: "guidance",
        owner: .utbn,
        provides: ["kaa.guidance.v1"],
        requires: ["kaa.outreach.v1"],
        publishes: [
            Kaa.Guidance.V1.GuidanceSessionRecorded.wireName,
            Kaa.Guidance.V1.SlussplatsRecorded.wireName,
        ],
        events: Kaa.Guidance.V1.guidanceEventsPolicies,
        consumes: [Kaa.Outreach.V1.YoungPersonsPurged.wireName],
        migrations: GuidanceMigrations.all
    )

    package let services: [any PolicedService]

    package let eventConsumers = EventConsumer.guidance

    package init(context: ModuleContext) async throws {
        self.services = [GuidanceService(context: context)]
    }
}
