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
    /// - Parameters:
    ///   - clock: Gives the times of the checkpoints.
    ///   - mark: What is known of the log; `nil` if there was none before.
    /// - Returns: The log.
    /// - Throws: `LedgerDamage` or ``AuditDamage`` with the place.
    func openAuditLog(_ clock: any KernelClock, since mark: AuditMark?) async throws -> any LeafLog {
        switch self {
        case .directory(let directory):
            let path = directory.path
            let log = try await BlockingWork.run {
                // Before anything is made anew in place of what is missing.
                if mark != nil { try Self.requireAuditLog(in: path) }
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
                    ),
                    publicKey: key.publicKey.pemRepresentation
                )
            }
            do {
                if let mark { try await BlockingWork.run { try log.check(against: mark) } }
            } catch {
                // The error that matters is the one at hand.
                try? await log.close()
                throw error
            }
            return log
        case .memory(_, let log?):
            return log
        case .memory:
            return try await DatabaseLeafLog(.memory)
        }
    }

    private static func requireAuditLog(in path: String) throws {
        for (file, thing) in [("audit/checkpoints", "audit log"), ("keys/audit-key.pem", "key of the audit log")]
        where !FileManager.default.fileExists(atPath: "\(path)/\(file)") {
            throw AuditDamage("The \(thing) is missing, and kernel.sqlite knows of one: there is no '\(path)/\(file)'.")
        }
    }
}
