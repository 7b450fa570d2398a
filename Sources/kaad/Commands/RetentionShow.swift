import ArgumentParser
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// `kaad retention show`: how a purge stands, and whom it is about.
struct RetentionShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Visar hur en gallring står, och med --list vilka den gäller."
    )

    @OptionGroup var connection: ConnectionOptions

    @Argument(help: "Gallringens id; annars den senaste.")
    var purge: String?

    @Flag(help: "Visar också listan, så länge den finns.")
    var list = false

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let request = Kaa.Outreach.V1.GetPurgeRequest(purgeID: self.purge ?? "")
        let isListed = self.list
        let (purge, items) = try await self.connection.withChannel(as: .registerCoordinator) { channel in
            let client = Kaa.Outreach.V1.RetentionService.Client(channel)
            let purge = try await client.getPurge(request).purge
            return (purge, isListed ? try await Self.items(of: purge?.purgeID ?? "", client) : [])
        }
        try PurgeText(purge, items).show(self.format)
    }

    private static func items(
        of purge: String,
        _ client: Kaa.Outreach.V1.RetentionService.Client
    ) async throws -> [Kaa.Outreach.V1.PurgeItem] {
        var items: [Kaa.Outreach.V1.PurgeItem] = []
        var token = ""
        repeat {
            let page = try await client.listPurgeItems(.init(purgeID: purge, pageSize: 1_000, pageToken: token))
            items += page.items
            token = page.nextPageToken
        } while !token.isEmpty
        return items
    }
}
