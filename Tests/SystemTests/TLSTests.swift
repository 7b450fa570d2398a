import Foundation
import Testing

@Suite(.timeLimit(.minutes(10)))
struct TLSTests {
    @Test func servesUnderACertificateAndIsTrustedThroughItsAuthority() async throws {
        let certificates = FileManager.default.temporaryDirectory.appending(path: "kaad-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: certificates, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: certificates) }
        let own = try await Self.certificate(named: "own", in: certificates)
        let other = try await Self.certificate(named: "other", in: certificates)
        let settings = ["  tls:", "    certificate: \(own.certificate.path)", "    key: \(own.key.path)"]
        try await Installation.temporary(server: settings) { kaad in
            try await kaad.serving { server in
                let token = try await kaad.token("operator")
                let call = ["call", "kaa.kernel.v1.KernelService/GetServer", "--server", "\(server.address)"]
                let trusted = try await kaad.kaad(call + ["--tls-ca", own.certificate.path], token: token)
                #expect(trusted.exitCode == 0, "\(trusted.errors)")
                #expect(trusted.output.contains("kaa.outreach.v1"))
                let wrongAuthority = try await kaad.kaad(call + ["--tls-ca", other.certificate.path], token: token)
                expectRefusal(wrongAuthority, saying: "UNAVAILABLE")
                expectRefusal(try await kaad.kaad(call, token: token), saying: "UNAVAILABLE")
                let missing = try await kaad.kaad(call + ["--tls-ca", "missing.pem"], token: token)
                expectRefusal(missing, saying: "'missing.pem' cannot be read")
            }
        }
    }

    /// Lends a certificate for this machine, and its key.
    static func withCertificate(_ body: (URL, URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kaad-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let own = try await Self.certificate(named: "own", in: folder)
        try await body(own.certificate, own.key)
    }

    private static func certificate(
        named name: String,
        in folder: URL
    ) async throws -> (certificate: URL, key: URL) {
        let certificate = folder.appending(path: "\(name).pem")
        let key = folder.appending(path: "\(name).key")
        let outcome = try await ChildProcess(
            URL(filePath: "/usr/bin/openssl"),
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(name).invalid", "-addext", "subjectAltName=IP:127.0.0.1",
                "-keyout", key.path, "-out", certificate.path,
            ]
        ).outcome()
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        return (certificate, key)
    }
}
