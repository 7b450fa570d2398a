import KAAKernelContract
import KAAStorage

/// A method with what calls of it are held to, and where they leave their traces.
struct PolicyTarget: Sendable {
    /// What the contract states.
    let policy: MethodPolicy

    /// The same in the kernel's words.
    let rule: MethodRule

    /// The module's database, which keeps the receipts of what it is told; `nil` for the kernel's own services.
    let database: Database?

    /// Tells whether a consent holds, as the module knows it.
    let consents: any ConsentChecking
}
