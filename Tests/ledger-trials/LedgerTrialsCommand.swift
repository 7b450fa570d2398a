import ArgumentParser

/// `ledger-trials`: makes logs to measure, and tampers with logs to see that it is found.
@main
struct LedgerTrialsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-trials",
        abstract: "Makes logs to measure, and tampers with logs to see that it is found.",
        subcommands: [Mutations.self, Fill.self, Appends.self, Verify.self, Endless.self]
    )
}
