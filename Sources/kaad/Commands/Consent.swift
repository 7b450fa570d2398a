import ArgumentParser

/// `kaad consent`: on whose leave boards tell one another of a young person.
struct Consent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Records, lists and revokes consents, on which boards may tell others of a young person.",
        subcommands: [ConsentRecord.self, ConsentList.self, ConsentRevoke.self]
    )
}
