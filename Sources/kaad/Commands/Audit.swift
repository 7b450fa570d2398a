import ArgumentParser

/// `kaad audit`: what was read, written and refused, and the proof that the record is whole.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Proves that the audit log is whole.",
        subcommands: [AuditVerify.self, AuditProve.self, AuditWitness.self]
    )
}
