import ArgumentParser

/// `kaad audit`: what was read, written and refused, and the proof that the record is whole.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells who saw what, and proves that the audit log is whole.",
        subcommands: [
            AuditWhoSaw.self, AuditSample.self, AuditVerify.self, AuditProve.self, AuditWitness.self, AuditMeasure.self,
        ]
    )
}
