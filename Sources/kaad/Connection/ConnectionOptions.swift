import ArgumentParser
import Foundation
import KAAKernel
import KAARPC
import Logging

/// Where a command finds a kaad: at an address, or in a data directory that it opens itself.
struct ConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A running kaad.", valueName: "host:port"))
    var server: String?

    @Option(help: ArgumentHelp("A data directory to open; refused while a kaad serves it.", valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp("The token to call with. KAAD_TOKEN otherwise; kaad token prints one.", valueName: "token")
    )
    var token: String?

    @Option(help: ArgumentHelp("Calls over TLS, and trusts these authorities (PEM).", valueName: "file"))
    var tlsCa: String?

    func validate() throws {
        guard (self.server == nil) != (self.data == nil) else {
            throw ValidationError("Give one of --server HOST:PORT and --data DIR.")
        }
    }

    /// Lends a channel to the kaad, and ends everything that was begun for it.
    ///
    /// Whoever can open a directory may do anything with it, so without a token the command takes the mandate that it
    /// needs, and the audit log says who ran it.
    ///
    /// - Parameters:
    ///   - role: The mandate where a directory is opened without a token.
    ///   - others: More mandates, where one is not enough.
    ///   - board: The board whose mandates those are.
    ///   - needsToken: Whether a server is not called without a token.
    ///   - mayCreate: Whether a directory that is not there is made; else a mistyped one would pass for an empty one.
    ///   - body: Makes the calls.
    /// - Returns: What `body` returns.
    /// - Throws: What keeps the kaad from being reached, or what `body` throws.
    func withChannel<Result: Sendable>(
        as role: Role,
        also others: Set<Role> = [],
        of board: Board = .amn,
        needsToken: Bool = true,
        mayCreate: Bool = false,
        _ body: @Sendable (any RPCChannel) async throws -> Result
    ) async throws -> Result {
        if let server = self.server {
            let channel = try self.remoteChannel(server)
            defer { channel.close() }
            guard needsToken || self.givenToken != nil else { return try await body(channel) }
            return try await body(TokenChannel(channel, token: try self.requiredToken()))
        }
        if let data = self.data, !mayCreate, !FileManager.default.fileExists(atPath: data) {
            throw CommandFailure("There is no data directory '\(data)'.")
        }
        let configuration = try await Composition.configuration(
            path: nil,
            overrides: ["KAAD_DATA_DIRECTORY": self.data ?? ""]
        )
        let kernel = try await Composition.openKernel(
            configuration,
            holder: "kaad (a command)",
            logger: Self.quietLogger
        )
        do {
            let result = try await kernel.whileRunning {
                // What happened before the directory was closed last may not have reached every module.
                try await kernel.deliverEvents()
                let result = try await body(try self.localChannel(kernel, others.union([role]), board))
                try await kernel.deliverEvents()
                return result
            }
            try await kernel.close()
            return result
        } catch {
            // The error that matters is the one at hand.
            try? await kernel.close()
            throw error
        }
    }

    private func localChannel(_ kernel: Kernel, _ roles: Set<Role>, _ board: Board) throws -> any RPCChannel {
        if let token = self.givenToken {
            return TokenChannel(InProcessChannel(router: kernel.router, name: "kaad"), token: token)
        }
        let caller = Caller(
            subject: "local:\(NSUserName())",
            issuer: Caller.processIssuer,
            kind: .person,
            board: board,
            roles: roles,
            assurance: .low
        )
        return try kernel.channel(for: caller)
    }

    private func remoteChannel(_ text: String) throws -> HTTP2Channel {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let port = Int(parts[1]), (1...65_535).contains(port) else {
            throw CommandFailure("'--server' is not HOST:PORT.")
        }
        var configuration = HTTP2ChannelConfiguration()
        if let path = self.tlsCa {
            guard let roots = FileManager.default.contents(atPath: path) else {
                throw CommandFailure("'\(path)' cannot be read.")
            }
            configuration.tls = ClientTLS(trustRootsPEM: [UInt8](roots))
        }
        return try HTTP2Channel(target: RPCAddress(host: String(parts[0]), port: port), configuration: configuration)
    }

    private var givenToken: String? {
        self.token ?? ProcessInfo.processInfo.environment["KAAD_TOKEN"]
    }

    private func requiredToken() throws -> String {
        guard let token = self.givenToken, !token.isEmpty else {
            throw CommandFailure("A server asks who calls: give --token or KAAD_TOKEN. 'kaad token' prints one.")
        }
        return token
    }

    /// A command says itself what went wrong; the log of the kernel would say it twice.
    private static var quietLogger: Logger {
        Logger(label: "kaad") { _ in SwiftLogNoOpLogHandler() }
    }
}
