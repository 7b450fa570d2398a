import ArgumentParser

/// `kaad register`: who is covered, and why.
struct Register: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells who is covered, and why.",
        subcommands: [RegisterList.self, RegisterExplain.self]
    )
}
