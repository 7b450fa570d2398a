import Foundation
import KAAStorage
import KAATransparency

extension Kernel.Databases {
    /// The index of the audit log.
    var auditIndex: DatabaseLocation {
        switch self {
        case .directory(let directory): .file("\(directory.path)/audit/audit.sqlite")
        case .memory: .memory
        }
    }

    /// Opens the audit log, in a folder of its own, and reads all of it; makes it, and its key, if they are not there.
    ///
    /// - Parameter clock: Gives the times of the checkpoints.
    /// - Returns: The log.
    /// - Throws: `LedgerDamage` with the place.
    func openAuditLog(_ clock: any KernelClock) async throws -> any LeafLog {
        switch self {
        case .directory(let directory):
            let path = directory.path
            return try await BlockingWork.run {
                try FileManager.default.createDirectory(
                    atPath: "\(path)/keys",
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
                let key = try LedgerKey(at: "\(path)/keys/audit-key.pem")
                try Data(key.publicKey.pemRepresentation.utf8).write(to: URL(filePath: "\(path)/keys/audit-public.pem"))
                return LedgerLeafLog(
                    try Ledger(
                        opening: "\(path)/audit",
                        configuration: LedgerConfiguration(origin: "kaad/audit", now: { clock.now }),
                        key: key
                    )
                )
            }
        case .memory:
            return try await DatabaseLeafLog(.memory)
        }
    }
}
