import ArgumentParser
import Foundation
import KAADemonstration
import KAAKernel
import KAARPC
import Logging

/// `kaad demo`: an invented city, a term of work, and a server to call.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes an invented city, loads it, plays a term of work through RPC, prints the funnel, and serves.",
        discussion: "Everyone in the city is invented; their personnummer are test numbers that nobody bears."
    )

    @Option(help: ArgumentHelp("Where the demonstration lives; made anew each time.", valueName: "dir"))
    var data = ".build/demonstration"

    @Option(help: ArgumentHelp("Another number gives another city.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("How many young people the city has.", valueName: "count"))
    var population = 12_000

    @Option(help: ArgumentHelp("The year whose autumn term is played.", valueName: "year"))
    var year = 2025

    @Option(help: ArgumentHelp("The port to serve on.", valueName: "port"))
    var port = 8443

    @Option(help: ArgumentHelp("The port to show metrics on; 0 for any free one.", valueName: "port"))
    var metricsPort = 0

    @Flag(inversion: .prefixedNo, help: "Whether to serve afterwards.")
    var serve = true

    func run() async throws {
        var plan = try CityPlan(seed: self.seed, year: self.year)
        plan.population = self.population
        let directory = try DemonstrationDirectory(path: self.data)
        let overrides = [
            "KAAD_DATA_DIRECTORY": directory.data, "KAAD_SERVER_PORT": "\(self.port)", "KAAD_SERVER_HOST": "127.0.0.1",
            "KAAD_METRICS_PORT": "\(self.metricsPort)", "KAAD_METRICS_HOST": "127.0.0.1",
        ]
        let configuration = try await Composition.configuration(path: nil, overrides: overrides)
        var logger = Composition.logger(configuration)
        logger.logLevel = .critical
        let demonstration = Demonstration(
            plan: plan,
            directory: directory,
            configuration: configuration,
            logger: logger
        )
        try await demonstration.run()
        guard self.serve else { return }
        let token = try await Self.token(configuration)
        try await Server(configuration).run { address in
            Terminal.line("")
            Terminal.line("Serving on \(address) until interrupted. In another terminal:")
            Terminal.line("")
            Terminal.line("  export KAAD_TOKEN=\(token)")
            Terminal.line("  \(CommandLine.arguments[0]) call --server \(address) \\")
            Terminal.line("    kaa.outreach.v1.OutreachService/ListContactQueue -d '{\"pageSize\": 3}'")
        }
    }

    private static func token(_ configuration: KernelConfiguration) async throws -> String {
        let caller = Caller(
            subject: "demo-kaa-coordinator",
            kind: .person,
            board: .amn,
            roles: [.kaaCoordinator, .registerCoordinator, .reportingOfficer]
        )
        return try await Composition.tokenIssuer(configuration).token(for: caller, lifetime: .seconds(86_400))
    }
}
