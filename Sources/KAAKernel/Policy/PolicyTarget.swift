import KAAKernelContract
import KAAStorage

/// A method with what calls of it are held to, and where they leave their traces.
///
/// One for all calls of the method; a class, since every call carries it through all its steps.
final class PolicyTarget: Sendable {
    /// What the contract states.
    let policy: MethodPolicy

    /// The same in the kernel's words.
    let rule: MethodRule

    /// The module's database, which keeps the receipts of what it is told; `nil` for the kernel's own services.
    let database: Database?

    /// Tells whether a consent holds, as the module knows it.
    let consents: any ConsentChecking

    /// Whether calls of the method leave entries in the audit log: those that touch personal data, or may change anything.
    var isOnRecord: Bool {
        self.rule.isRecorded
    }

    init(policy: MethodPolicy, rule: MethodRule, database: Database?, consents: any ConsentChecking) {
        self.policy = policy
        self.rule = rule
        self.database = database
        self.consents = consents
    }
}
