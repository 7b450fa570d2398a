import ArgumentParser
import KAAKernel
import KAARPC

/// What a call states of itself: what for, and on which ground data may come from another board.
struct StatementOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What the calls are for, such as KAA_DUTY.", valueName: "purpose"))
    var purpose: String?

    @Option(help: ArgumentHelp("Why another board may tell, such as SKOLLAGEN_29_9.", valueName: "ground"))
    var ground: String?

    @Option(help: ArgumentHelp("The consent, where that is the ground.", valueName: "id"))
    var consent: String?

    @Option(help: ArgumentHelp("Why the calls are made, where that is asked for.", valueName: "text"))
    var reason: String?

    func validate() throws {
        if let purpose = self.purpose, Purpose(rawValue: purpose) == nil {
            throw ValidationError("There is no purpose '\(purpose)'.")
        }
        if let ground = self.ground, LegalGround(rawValue: ground) == nil {
            throw ValidationError("There is no ground '\(ground)'.")
        }
    }

    /// The metadata that states a reason alone.
    static func metadata(reason: String) -> Metadata {
        ["kaa-reason": reason.percentEncoded]
    }

    /// The metadata that says so.
    var metadata: Metadata {
        var metadata = Metadata()
        for (key, value) in [
            ("kaa-purpose", self.purpose), ("kaa-ground", self.ground), ("kaa-consent", self.consent),
            ("kaa-reason", self.reason?.percentEncoded),
        ] {
            if let value { metadata.add(value, for: key) }
        }
        return metadata
    }
}
