import ArgumentParser
import Foundation
import KAARPC

/// Runs gRPC's interoperability cases with the engine's client against any server.
@main
struct InteropClient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interop-client",
        abstract: "Runs gRPC's interoperability cases against a server of grpc.testing.TestService.",
        discussion: """
            Prints a line for each case: its name, a tab, and 'ok' or 'failed' with the reason. Ends with 1 if a case failed.
            """
    )

    @Option(help: "The name or address of the server.")
    var host = "127.0.0.1"

    @Option(help: "The port of the server.")
    var port: Int

    @Option(help: ArgumentHelp("The authority in PEM that the server's certificate must be from.", valueName: "file"))
    var tlsCA: String?

    @Option(help: ArgumentHelp("The name that the server's certificate must be for.", valueName: "name"))
    var tlsName: String?

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("A case to run instead of all; may be given several times.", valueName: "name")
    )
    var cases: [String] = []

    @Flag(help: "The server cannot tell whether a request came compressed, and so is not asked to refuse one.")
    var withoutProbes = false

    func validate() throws {
        guard (1...65_535).contains(self.port) else { throw ValidationError("A port is a number from 1 to 65535.") }
        for name in self.cases where !InteropCase.all.contains(where: { $0.name == name }) {
            let names = InteropCase.all.map(\.name).joined(separator: ", ")
            throw ValidationError("There is no case '\(name)'. There are: \(names).")
        }
        guard self.tlsName == nil || self.tlsCA != nil else { throw ValidationError("--tls-name needs --tls-ca.") }
    }

    func run() async throws {
        let peer = try InteropPeer(
            address: RPCAddress(host: self.host, port: self.port),
            tls: self.tlsCA.map { path in
                ClientTLS(
                    trustRootsPEM: try [UInt8](Data(contentsOf: URL(filePath: path))),
                    serverName: self.tlsName
                )
            },
            refusesWrongCompression: !self.withoutProbes
        )
        var hasFailed = false
        for example in InteropCase.all where self.cases.isEmpty || self.cases.contains(example.name) {
            do {
                try await example.run(peer)
                print("\(example.name)\tok")
            } catch {
                hasFailed = true
                print("\(example.name)\tfailed: \(error)")
            }
        }
        if hasFailed { throw ExitCode.failure }
    }
}
