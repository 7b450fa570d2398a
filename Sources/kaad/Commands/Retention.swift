import ArgumentParser

/// `kaad retention`: gallring, the deletion of those of whom the register may no longer hold data.
struct Retention: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Gallrar: tar bort dem som registret inte längre får ha uppgifter om.",
        discussion: """
            Förordning (2006:39) 7 §: senast vid utgången av det kalenderår då den unge fyller 21 år. En lista tas fram,
            godkänns av två personer med olika uppdrag (register-coordinator och kaa-coordinator) och verkställs.
            """,
        subcommands: [
            RetentionPropose.self, RetentionShow.self, RetentionApprove.self, RetentionRun.self, RetentionSearch.self,
        ]
    )
}
