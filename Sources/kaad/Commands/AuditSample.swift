import ArgumentParser
import Foundation
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import OutreachContract

/// `kaad audit sample`: evidence on persons drawn by chance, who anyone can draw again.
struct AuditSample: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Draws persons from the register by a seed, and writes the evidence on each into a folder.",
        discussion: """
            The same seed on the same day draws the same persons. Each has what the register holds, who did what with it, \
            the grounds and receipts, and for every entry a proof that 'kaad audit verify --proof' checks. Protected \
            persons are not in the list of the register, and so never drawn.
            """
    )

    @OptionGroup var connection: ConnectionOptions

    @Option(help: ArgumentHelp("Any text; who knows it can draw again.", valueName: "text"))
    var seed: String

    @Option(name: .customShort("n"), help: ArgumentHelp("How many persons.", valueName: "count"))
    var count = 20

    @Option(help: ArgumentHelp("The folder; made if it is not there, and empty.", valueName: "dir"))
    var output: String

    @Option(help: ArgumentHelp("The day of the register; today otherwise.", valueName: "date"))
    var asOf: CivilDate?

    func validate() throws {
        guard (1...1_000).contains(self.count) else { throw ValidationError("-n takes 1 to 1,000.") }
    }

    func run() async throws {
        let draw = SampleDraw(seed: self.seed)
        let asOf = self.asOf ?? CivilDate(swedishDayOf: SystemClock().now)
        let day = asOf.description
        let count = self.count
        let output = self.output
        let drawn = try await self.connection.withChannel(as: .auditor, also: [.kaaCoordinator]) { channel in
            var pack = try EvidencePack(at: output)
            let identifiers = try await Self.register(on: day, channel)
            let drawn = draw.draw(count, from: identifiers)
            var bar = ProgressBar()
            for (number, person) in drawn.enumerated() {
                bar.show("persons", done: Int64(number), total: Int64(drawn.count))
                // Before the file is put together, which leaves entries of its own.
                let records = try await AuditClient(channel).accesses(to: person.id, includingProofs: true)
                try pack.add(try await PersonFile(person.id, asOf: asOf, on: channel), records, number: number + 1)
            }
            try pack.finish(draw, drawn, of: identifiers.count, asOf: day)
            bar.clear()
            return drawn
        }
        for person in drawn { Terminal.line(person.id) }
    }

    private static func register(on day: String, _ channel: any RPCChannel) async throws -> [String] {
        let register = Kaa.Outreach.V1.RegisterService.Client(channel)
        var identifiers: [String] = []
        for try await page in try await register.exportRegister(.init(asOf: day)) {
            identifiers += page.entries.map(\.youngPersonID)
        }
        return identifiers
    }
}
