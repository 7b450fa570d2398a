import ArgumentParser
import KAAKernel
import KAARPC
import KAAWire
import OutreachContract

/// `kaad register list`: everyone covered on a day.
struct RegisterList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists everyone covered on a day, in the order of the personnummer."
    )

    @OptionGroup var connection: ConnectionOptions

    @Option(help: ArgumentHelp("The day.", valueName: "date"))
    var asOf: CivilDate

    @Option(help: "csv or json.")
    var format: ListFormat = .csv

    func run() async throws {
        let format = self.format
        let asOf = self.asOf.description
        try await self.connection.withChannel(as: .registerCoordinator) { channel in
            let register = Kaa.Outreach.V1.RegisterService.Client(channel)
            var objects: [JSONValue] = []
            let pages = try await register.exportRegister(.init(asOf: asOf)).makeAsyncIterator()
            var page = try await pages.next()
            // After the first answer, since a lone header would pass for an empty register where there is an error.
            if format != .json { Terminal.line("personnummer,young_person_id,since,reason,rule") }
            while let entries = page?.entries {
                for entry in entries {
                    let fields = [entry.personnummer, entry.youngPersonID, entry.since, entry.reason, entry.rule]
                    if format == .json {
                        objects.append(Self.object(fields))
                    } else {
                        Terminal.line(fields.joined(separator: ","))
                    }
                }
                page = try await pages.next()
            }
            if format == .json { Terminal.line(JSONValue.array(objects).text(pretty: true)) }
        }
    }

    private static func object(_ fields: [String]) -> JSONValue {
        let names = ["personnummer", "young_person_id", "since", "reason", "rule"]
        return .object(zip(names, fields).map { .init($0, .string($1)) })
    }
}
