import GuidanceContract
import KAAKernel
import KAAKernelContract
import KAAWire

/// Publishes what Guidance publishes.
struct GuidanceStandIn: PublisherStandIn {
    static let manifest = ModuleManifest(
        name: "guidance",
        owner: .utbn,
        provides: [],
        publishes: [
            Kaa.Guidance.V1.GuidanceSessionRecorded.wireName, Kaa.Guidance.V1.SlussplatsRecorded.wireName,
        ],
        events: Kaa.Guidance.V1.guidanceEventsPolicies,
        migrations: []
    )

    let context: ModuleContext

    init(context: ModuleContext) async throws {
        self.context = context
    }
}
