import ArgumentParser
import KAATransparency

/// `kaad audit witness`: keeps a log's newest checkpoint where the log's owner cannot change it.
struct AuditWitness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Keeps the newest checkpoint of a log in a file of one's own.",
        discussion: """
            The checkpoint is kept only if it is signed and the log still begins with what the file has seen. Keep the \
            file where who runs the log cannot write: it is what shows that a log was cut or written anew.
            """
    )

    @Option(help: ArgumentHelp("The folder of the log, or of a copy.", valueName: "dir"))
    var log: String

    @Option(help: ArgumentHelp("The log's public key (PEM).", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("The file, which is made if it isn't there.", valueName: "file"))
    var witness: String

    @Option(help: ArgumentHelp("The witness's own private key, to sign with; made on first use.", valueName: "file"))
    var sign: String?

    @Option(help: ArgumentHelp("The witness's name in its signature, with --sign.", valueName: "name"))
    var name: String?

    func validate() throws {
        guard (self.sign == nil) == (self.name == nil) else { throw ValidationError("--sign and --name go together.") }
    }

    func run() async throws {
        let key = try LedgerPublicKey(at: self.key)
        var witness = try WitnessFile(at: self.witness)
        let archive = try ReadingProgress.shown("reading the log") { try LedgerArchive(self.log, progress: $0) }
        var countersign: (name: String, key: LedgerKey)?
        if let name = self.name, let path = self.sign { countersign = (name, try LedgerKey(at: path)) }
        let isNewer = try witness.keep(
            archive.latestCheckpoint,
            key: key,
            countersign: countersign,
            proof: archive.consistencyProof
        )
        let checkpoint = archive.latestCheckpoint.checkpoint
        let outcome = isNewer ? "kept" : "known already"
        let (size, origin, time) = (checkpoint.size, checkpoint.origin, checkpoint.timeText)
        Terminal.line("\(outcome): \(size) entries of \(origin), signed at \(time)")
    }
}
