import Foundation
import KAARPC

/// Certificates made by the command line tool in a folder of their own.
struct CertificateFixture {
    let folder: String

    init(in folder: String) async throws {
        self.folder = folder
        try await self.make("server", ["-x509", "-days", "2", "-addext", "subjectAltName=IP:127.0.0.1"])
        try await self.makeAuthority("authority")
    }

    /// A certificate that signs others.
    func makeAuthority(_ name: String) async throws {
        try await self.make(
            name,
            [
                "-x509", "-days", "2", "-addext", "basicConstraints=critical,CA:TRUE", "-addext",
                "keyUsage=critical,keyCertSign",
            ]
        )
    }

    /// A certificate that signs itself.
    func makeSelfSigned(_ name: String, subjectAltName: String) async throws {
        try await self.make(name, ["-x509", "-days", "2", "-addext", "subjectAltName=\(subjectAltName)"])
    }

    /// A certificate signed by an authority.
    func makeSigned(
        _ name: String,
        by authority: String = "authority",
        subjectAltName: String,
        usage: String = "clientAuth",
        validity: [String] = ["-days", "2"]
    ) async throws {
        try await self.make(name, [])
        let extensions = self.path(name, "ext")
        try "subjectAltName=\(subjectAltName)\nextendedKeyUsage=\(usage)\nbasicConstraints=CA:FALSE\n"
            .write(toFile: extensions, atomically: true, encoding: .utf8)
        let settings = self.path(name, "cnf")
        try """
        [ca]
        default_ca = own
        [own]
        database = \(self.folder)/index
        serial = \(self.folder)/serial
        new_certs_dir = \(self.folder)
        unique_subject = no
        default_md = sha256
        policy = any
        [any]
        commonName = supplied
        """.write(toFile: settings, atomically: true, encoding: .utf8)
        try Data().write(to: URL(filePath: self.folder + "/index"))
        try await OpenSSL.run(
            [
                "ca", "-batch", "-notext", "-rand_serial", "-config", settings, "-extfile", extensions,
                "-cert", self.path(authority, "pem"), "-keyfile", self.path(authority, "key"),
                "-in", self.path(name, "pem"), "-out", self.path(name, "crt"),
            ] + validity
        )
        try FileManager.default.removeItem(atPath: self.path(name, "pem"))
        try FileManager.default.moveItem(atPath: self.path(name, "crt"), toPath: self.path(name, "pem"))
    }

    /// The certificate in PEM.
    func certificate(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: self.path(name, "pem"))))
    }

    /// The certificate's key in PEM.
    func key(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: self.path(name, "key"))))
    }

    /// What a client that has the certificate speaks TLS with; one without if it is `nil`.
    func client(_ name: String?) throws -> ClientTLS {
        ClientTLS(
            trustRootsPEM: try self.certificate("server"),
            certificateChainPEM: try name.map(self.certificate),
            privateKeyPEM: try name.map(self.key)
        )
    }

    private func make(_ name: String, _ arguments: [String]) async throws {
        try await OpenSSL.run(
            [
                "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-subj", "/CN=\(name).invalid", "-keyout", self.path(name, "key"), "-out", self.path(name, "pem"),
            ] + arguments
        )
    }

    private func path(_ name: String, _ kind: String) -> String {
        "\(self.folder)/\(name).\(kind)"
    }
}
