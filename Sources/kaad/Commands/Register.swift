import ArgumentParser

/// `kaad register`: who is covered, and why.
struct Register: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells who is covered, and why, and what is held of a person.",
        subcommands: [RegisterList.self, RegisterExplain.self, RegisterExtract.self]
    )
}
