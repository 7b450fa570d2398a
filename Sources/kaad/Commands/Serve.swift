import ArgumentParser
import KAAKernel
import KAARPC
import Logging
import ServiceLifecycle

/// `kaad serve`: runs the configured modules until told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the configured modules and serves their contracts.",
        discussion: """
            Ready is announced on the health service and in one log line. SIGTERM and SIGINT end it: calls that have been
            accepted are finished first.
            """
    )

    @Option(
        help: ArgumentHelp("The settings (YAML); every key is documented in docs/operations.md.", valueName: "file")
    )
    var config: String?

    func run() async throws {
        let configuration = try await Composition.configuration(path: self.config)
        try await Server(configuration).run()
    }
}
