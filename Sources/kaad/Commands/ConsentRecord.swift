import ArgumentParser
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire

/// `kaad consent record`: records a consent that was given.
struct ConsentRecord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Records a consent, and prints its identifier.",
        discussion: """
            From 16 on the young person gives it alone in matters of school, below 15 those with custody do; at 15 both, or \
            the young person if found mature. It ends within a year. The caller's board is one that tells, and the consent opens \
            what that board holds.
            """
    )

    @OptionGroup var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("Whom the data is about, as 'register list' prints it.", valueName: "young-person-id"))
    var person: String

    @Option(help: "young-person, guardians (all with custody) or young-person-and-guardians.")
    var giver: String

    @Flag(help: "The handler found the young person mature enough to decide alone.")
    var foundMature = false

    @Option(help: "written, oral or e-signed.")
    var form: String

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("A board that may tell, such as SDN:01; repeat for more.", valueName: "board")
    )
    var disclosers: [String]

    @Option(
        name: .customLong("to"),
        help: ArgumentHelp("A board that may be told, such as SDN:01; repeat for more.", valueName: "board")
    )
    var receivers: [String]

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp(
            "identity, occupation, intervention, operational or social; repeat for more.",
            valueName: "class"
        )
    )
    var classes: [String]

    @Option(name: .customLong("for"), help: ArgumentHelp("kaa-duty or national-report; repeat.", valueName: "purpose"))
    var purposes: [String] = ["kaa-duty"]

    @Option(help: ArgumentHelp("The first day; today if not given.", valueName: "date"))
    var validFrom: String = ""

    @Option(help: ArgumentHelp("The last day.", valueName: "date"))
    var validUntil: String

    @Option(help: ArgumentHelp("A UUID; a repeated command with it records nothing more.", valueName: "uuid"))
    var requestID: String = ""

    func run() async throws {
        let request = Kaa.Kernel.V1.RecordConsentRequest(
            youngPersonID: self.person,
            giver: try Self.value("--giver", self.giver),
            foundMature: self.foundMature,
            form: try Self.value("--form", self.form),
            disclosingBoards: self.disclosers,
            receivingBoards: self.receivers,
            dataClasses: try self.classes.map { try Self.value("--class", $0) },
            purposes: try self.purposes.map { try Self.value("--for", $0) },
            validFrom: self.validFrom,
            validUntil: self.validUntil,
            requestID: self.requestID
        )
        let answer = try await self.connection.withChannel(as: .kaaCoordinator) { channel in
            try await Kaa.Kernel.V1.ConsentService.Client(channel).recordConsent(request)
        }
        if let consent = answer.consent { Terminal.line(consent.consentID) }
    }

    /// The value of a contract that an option names as commands are written, `e-signed` for `E_SIGNED`.
    private static func value<Value: WireEnum>(_ option: String, _ text: String) throws -> Value {
        guard let value = Value(mnemonic: text.uppercased().replacing("-", with: "_")) else {
            throw CommandFailure("'\(option)' knows no '\(text)'.")
        }
        return value
    }
}
