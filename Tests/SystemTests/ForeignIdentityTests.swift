import Foundation
import KAAExpectations
import KAAKernel
import KAAKernelContract
import KAARPC
import KAAWire
import Testing

/// Callers that another issuer or an authority of certificates vouches for, over real sockets.
@Suite(.timeLimit(.minutes(10)))
struct ForeignIdentityTests {
    private static let keyServer = """
        import functools, http.server, sys
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
        server = http.server.HTTPServer(("127.0.0.1", 0), handler)
        print(server.server_port, file=sys.stderr, flush=True)
        server.serve_forever()
        """

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaad-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func token(
        of issuer: String,
        by key: SigningKey,
        board: Board
    ) async throws -> String {
        let clock = SystemClock()
        let source = TimeOrderedIdentifiers(clock: clock)
        let issuer = TokenIssuer(issuer: issuer, audience: "kaa", key: key, clock: clock, identifiers: source)
        let caller = Caller(subject: "school-operator", kind: .person, board: board, roles: [.operation])
        return try await issuer.token(for: caller, lifetime: .seconds(600))
    }

    @Test func takesTokensByTheKeysThatAnIssuerPublishes() async throws {
        try await self.withFolder { folder in
            let key = SigningKey()
            try key.keySet.json().write(to: folder.appending(path: "keys"))
            let publisher = try ChildProcess(
                URL(filePath: "/usr/bin/python3"),
                ["-c", Self.keyServer, folder.path]
            )
            defer { publisher.send(SIGKILL) }
            var lines = publisher.errorLines.makeAsyncIterator()
            let port = try #require(await lines.next().flatMap { Int($0) })
            let settings = [
                "identity:", "  issuers:", "    school:", "      issuer: https://login.school.invalid",
                "      audience: kaa", "      keys: http://127.0.0.1:\(port)/keys", "      boards: UTBN",
            ]
            try await Installation.temporary(settings: settings) { kaad in
                try await kaad.serving { server in
                    let issuer = "https://login.school.invalid"
                    let call = { (token: String) in
                        try await server.run("call", "kaa.kernel.v1.KernelService/GetServer", token: token)
                    }
                    let accepted = try await call(self.token(of: issuer, by: key, board: .utbn))
                    #expect(accepted.exitCode == 0, "\(accepted.errors)")
                    let forged = try await call(self.token(of: issuer, by: SigningKey(), board: .utbn))
                    expectRefusal(forged, saying: "UNAUTHENTICATED")
                    let otherBoard = try await call(self.token(of: issuer, by: key, board: .amn))
                    expectRefusal(otherBoard, saying: "UNAUTHENTICATED")
                    let unknown = try await call(self.token(of: "https://other.invalid", by: key, board: .utbn))
                    expectRefusal(unknown, saying: "UNAUTHENTICATED")
                }
            }
        }
    }

    @Test func takesASystemByItsCertificate() async throws {
        try await self.withFolder { folder in
            try await self.certificate("server", in: folder, ["-x509", "-addext", "subjectAltName=IP:127.0.0.1"])
            try await self.certificate("authority", in: folder, ["-x509", "-addext", "keyUsage=critical,keyCertSign"])
            let signed = ["-CA", self.path("authority.pem", folder), "-CAkey", self.path("authority.key", folder)]
            let names = ["-addext", "subjectAltName=DNS:feed.school.invalid", "-addext", "extendedKeyUsage=clientAuth"]
            let leaf = ["-x509", "-addext", "basicConstraints=critical,CA:FALSE"]
            try await self.certificate("system", in: folder, leaf + signed + names)
            try await self.certificate("self-made", in: folder, leaf + names)
            let server = [
                "  tls:", "    certificate: \(self.path("server.pem", folder))",
                "    key: \(self.path("server.key", folder))",
                "    clientAuthorities: \(self.path("authority.pem", folder))",
            ]
            let settings = [
                "identity:", "  systems:", "    feed:", "      certificate: feed.school.invalid", "      board: AMN",
                "      roles: operator",
            ]
            try await Installation.temporary(server: server, settings: settings) { kaad in
                try await kaad.serving { server in
                    try await server.withChannel(tls: self.client("system", folder)) { channel in
                        let answer = try await Kaa.Kernel.V1.KernelService.Client(channel).getServer(.init())
                        #expect(answer.modules.map(\.name).contains("outreach"))
                    }
                    try await server.withChannel(tls: self.client(nil, folder)) { channel in
                        await expectFailure(.unauthenticated, reason: "TOKEN_MISSING") {
                            try await Kaa.Kernel.V1.KernelService.Client(channel).getServer(.init())
                        }
                    }
                    try await server.withChannel(tls: self.client("self-made", folder)) { channel in
                        await expectFailure(.unauthenticated) {
                            try await Kaa.Kernel.V1.KernelService.Client(channel).getServer(.init())
                        }
                    }
                }
            }
        }
    }

    private func path(_ name: String, _ folder: URL) -> String {
        folder.appending(path: name).path
    }

    private func client(_ name: String?, _ folder: URL) throws -> ClientTLS {
        func bytes(_ file: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: file))) }
        return ClientTLS(
            trustRootsPEM: try bytes("server.pem"),
            certificateChainPEM: try name.map { try bytes("\($0).pem") },
            privateKeyPEM: try name.map { try bytes("\($0).key") }
        )
    }

    private func certificate(_ name: String, in folder: URL, _ options: [String]) async throws {
        let outcome = try await ChildProcess(
            URL(filePath: "/usr/bin/openssl"),
            [
                "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                "/CN=\(name).invalid", "-keyout", self.path("\(name).key", folder), "-out",
                self.path("\(name).pem", folder),
            ] + options
        ).outcome()
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
    }
}
