import KAAKernel
import KAAKernelContract
import KAAWire
import OutreachContract

/// Publishes what Outreach publishes.
struct OutreachStandIn: PublisherStandIn {
    static let manifest = ModuleManifest(
        name: "outreach",
        owner: .amn,
        provides: [],
        publishes: [
            Kaa.Outreach.V1.CoverageRecorded.wireName, Kaa.Outreach.V1.ContactAttemptRecorded.wireName,
            Kaa.Outreach.V1.YoungPersonsPurged.wireName,
        ],
        migrations: []
    )

    let context: ModuleContext

    init(context: ModuleContext) async throws {
        self.context = context
    }
}
