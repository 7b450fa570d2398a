import ArgumentParser

/// `kaad policy`: what the contracts and the law let whom do.
struct Policy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells what the contracts and the law let whom do.",
        subcommands: [PolicyMatrixCommand.self]
    )
}
