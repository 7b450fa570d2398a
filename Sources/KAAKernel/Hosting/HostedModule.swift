import KAAStorage

/// A module that runs in this kernel, with its database.
struct HostedModule: Sendable {
    let manifest: ModuleManifest
    let module: any KernelModule
    let database: Database
    let commits: CommitSignal
    let consents: ConsentReplica
}
