import ArgumentParser
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// `kaad register explain`: why someone is covered on a day, or is not.
struct RegisterExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explains why someone is covered on a day, or is not: the rule, each condition, its input and source."
    )

    @OptionGroup var connection: ConnectionOptions

    @Argument(help: "Twelve digits.")
    var personnummer: String

    @Option(help: ArgumentHelp("The day.", valueName: "date"))
    var asOf: CivilDate

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let request = Kaa.Outreach.V1.ExplainCoverageRequest(
            personnummer: self.personnummer,
            asOf: self.asOf.description
        )
        let answer = try await self.connection.withChannel(as: .registerCoordinator) { channel in
            try await Kaa.Outreach.V1.RegisterService.Client(channel).explainCoverage(request)
        }
        if self.format == .json {
            Terminal.line(try answer.jsonString())
            return
        }
        let outcome =
            switch answer.outcome {
            case .covered: "in"
            case .notCovered: "out"
            case .awaitingDecision: "awaits a decision by a person (skyddad folkbokföring)"
            case .unspecified, .unrecognized: "not known"
            }
        Terminal.line("\(answer.asOf): \(outcome)")
        Terminal.line("rule: \(answer.rule) (\(answer.statute))")
        var table = TextTable(["condition", "met", "input", "source"])
        for condition in answer.conditions {
            table.add([
                condition.condition, condition.met ? "yes" : "no", Self.shown(condition.input),
                Self.shown(condition.source),
            ])
        }
        for line in table.lines { Terminal.line(line) }
    }

    private static func shown(_ text: String) -> String {
        text.isEmpty ? "none" : text
    }
}
