import Foundation
import Logging

extension TokenVerifier {
    /// How often files are looked at, so that what they say counts within a second.
    private static let filePause = Duration.milliseconds(250)

    /// How long it takes until keys that could not be fetched are asked for again.
    private static let retryPause = Duration.seconds(15)

    /// Watches the files of keys and revocations and fetches published keys, until cancelled.
    ///
    /// - Parameter pause: Waits between two looks.
    /// - Throws: `CancellationError`.
    func run(
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while true {
                    try await pause(Self.filePause)
                    try await self.readFiles()
                }
            }
            for issuer in self.issuers.values where issuer.isPublished {
                group.addTask {
                    while true {
                        let change = try await issuer.fetch()
                        self.apply(change, to: issuer)
                        try await pause(change.isRefused ? Self.retryPause : self.configuration.keyRefresh)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Looks once at the files of keys and revocations; what they say counts when this returns.
    ///
    /// A file that cannot be read or understood takes nothing back: keys and revocations stay as they were.
    func readFiles() async throws {
        try await self.readRevocations()
        for issuer in self.issuers.values {
            let change = try await issuer.readFile()
            self.apply(change, to: issuer)
        }
    }

    /// Forgets what no longer counts, and tells the operators.
    func apply(_ change: TrustedIssuer.KeyChange, to issuer: TrustedIssuer) {
        switch change {
        case .none:
            break
        case .replaced(let gone):
            self.forget(keys: gone, of: issuer)
            self.logger.notice("The keys of an issuer have changed", metadata: ["issuer": "\(issuer.trust.name)"])
        case .refused(let reason):
            self.logger.error(
                "The keys of an issuer stay as they were",
                metadata: ["issuer": "\(issuer.trust.name)", "reason": "\(reason)"]
            )
        }
    }

    private func readRevocations() async throws {
        guard let file = self.revocationFile else { return }
        do {
            guard let content = try await file.changedContent() else { return }
            let list = RevocationList(content)
            guard let line = list.mistakenLines.first else {
                self.revoke(list)
                self.logger.notice("The list of revocations has changed")
                return
            }
            // What can be read counts at once, and nothing is taken back by a slip of the pen.
            self.revoke(also: list)
            self.logger.error("The list of revocations has a line that is no entry", metadata: ["line": "\(line)"])
        } catch let error as WatchedFile.Unreadable {
            self.logger.error("The list of revocations stays as it was", metadata: ["reason": "\(error)"])
        }
    }
}
