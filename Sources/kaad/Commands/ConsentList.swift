import ArgumentParser
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire

/// `kaad consent list`: the consents about one person.
struct ConsentList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the consents about a young person that concern the caller's board, past and revoked ones too."
    )

    @OptionGroup var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("Whom the data is about, as 'register list' prints it.", valueName: "young-person-id"))
    var person: String

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let person = self.person
        let consents = try await self.connection.withChannel(as: .kaaCoordinator) { channel in
            let client = Kaa.Kernel.V1.ConsentService.Client(channel)
            var request = Kaa.Kernel.V1.ListConsentsRequest(youngPersonID: person, pageSize: 1_000)
            var consents: [Kaa.Kernel.V1.Consent] = []
            repeat {
                let page = try await client.listConsents(request)
                consents += page.consents
                request.pageToken = page.nextPageToken
            } while !request.pageToken.isEmpty
            return consents
        }
        guard self.format == .text else {
            return Terminal.line(try Kaa.Kernel.V1.ListConsentsResponse(consents: consents).jsonString())
        }
        var table = TextTable(["consent", "given by", "from", "to", "classes", "valid", "revoked"])
        for consent in consents {
            table.add([
                consent.consentID,
                consent.giver.mnemonic,
                consent.disclosingBoards.joined(separator: " "),
                consent.receivingBoards.joined(separator: " "),
                consent.dataClasses.map(\.mnemonic).joined(separator: " "),
                "\(consent.validFrom)/\(consent.validUntil)",
                consent.revokeTime == nil ? "no" : "by \(consent.revokingBoard)",
            ])
        }
        for line in table.lines { Terminal.line(line) }
    }
}
