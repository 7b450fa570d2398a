import InterventionsContract
import KAAKernel
import KAAKernelContract
import KAAWire

/// Publishes what Interventions publishes.
struct InterventionsStandIn: PublisherStandIn {
    static let manifest = ModuleManifest(
        name: "interventions",
        owner: .amn,
        provides: [],
        publishes: [Kaa.Interventions.V1.InterventionRecorded.wireName],
        migrations: []
    )

    let context: ModuleContext

    init(context: ModuleContext) async throws {
        self.context = context
    }
}
