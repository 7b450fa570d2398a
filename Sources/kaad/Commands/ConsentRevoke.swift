import ArgumentParser
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire

/// `kaad consent revoke`: records that a consent was taken back.
struct ConsentRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Records that a consent was taken back; once it ends, no module relies on the consent any more."
    )

    @OptionGroup var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("As 'consent record' printed it.", valueName: "consent-id"))
    var consent: String

    func run() async throws {
        let request = Kaa.Kernel.V1.RevokeConsentRequest(consentID: self.consent)
        _ = try await self.connection.withChannel(as: .kaaCoordinator) { channel in
            try await Kaa.Kernel.V1.ConsentService.Client(channel).revokeConsent(request)
        }
        Terminal.line("revoked")
    }
}
