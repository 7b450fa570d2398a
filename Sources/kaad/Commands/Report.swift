import ArgumentParser
import KAAKernel
import KAARPC
import KAAWire
import ReportingContract

/// `kaad report`: the factors M1 to M7 of the plan of action, for any window.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Computes who was covered, sought, reached and in an intervention, for any window.",
        discussion: "The factors M1 to M7 of Stockholm's plan of action. Figures name nobody."
    )

    /// A way to break the figures down.
    enum Dimension: String, CaseIterable {
        case district
        case sex
    }

    @OptionGroup var connection: ConnectionOptions

    @Option(help: ArgumentHelp("The first day.", valueName: "date"))
    var from: CivilDate

    @Option(help: ArgumentHelp("The last day.", valueName: "date"))
    var to: CivilDate

    @Option(help: ArgumentHelp("Breaks the figures down: district, sex, or both with a comma.", valueName: "list"))
    var by: String?

    @Option(help: ArgumentHelp("Only what was known at the end of this day.", valueName: "date"))
    var asKnownOn: CivilDate?

    @Option(help: "text or json.")
    var format: ResultFormat = .text

    func run() async throws {
        let request = Kaa.Reporting.V1.GetFunnelReportRequest(
            fromDate: self.from.description,
            toDate: self.to.description,
            dimensions: try self.dimensions(),
            asKnownOn: self.asKnownOn?.description
        )
        let answer = try await self.connection.withChannel(as: .reportingOfficer) { channel in
            try await Kaa.Reporting.V1.ReportingService.Client(channel).getFunnelReport(request)
        }
        let report = FunnelReport(answer)
        switch self.format {
        case .json: Terminal.line(report.json.text(pretty: true))
        case .text: for line in report.lines { Terminal.line(line) }
        }
    }

    private func dimensions() throws -> [Kaa.Reporting.V1.ReportDimension] {
        try (self.by ?? "").split(separator: ",").map { name in
            switch Dimension(rawValue: String(name)) {
            case .district: .district
            case .sex: .sex
            case nil: throw CommandFailure("'--by' takes district and sex, not '\(name)'.")
            }
        }
    }
}
