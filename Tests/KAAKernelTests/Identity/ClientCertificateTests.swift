import Crypto
import Foundation
import KAAExpectations
import KAAKernelContract
import KAAKernelTesting
import KAARPC
import Logging
import Testing

@testable import KAAKernel

/// Systems that prove who they are with client certificates, over real TLS handshakes.
@Suite(.timeLimit(.minutes(10)))
struct ClientCertificateTests {
    private static let name = "DNS:register.schools.test"

    @Test func standForTheSystemsOfTheConfiguration() async throws {
        try await Self.serving { server in
            try await server.certificates.makeSigned("client", subjectAltName: Self.name)
            try await server.call("client")

            try await server.certificates.makeSigned("uri", subjectAltName: "URI:urn:kaa:pinned")
            await expectFailure(.unauthenticated, reason: "CERTIFICATE_UNKNOWN_SYSTEM") { try await server.call("uri") }
            await expectFailure(.unauthenticated, reason: "TOKEN_MISSING") { try await server.call(nil) }
        }
    }

    @Test func areRefusedForAStableReasonThatIsOnRecord() async throws {
        try await Self.serving { server in
            let made = server.certificates
            try await made.makeSelfSigned("self", subjectAltName: Self.name)
            try await made.makeAuthority("stranger")
            try await made.makeSigned("foreign", by: "stranger", subjectAltName: Self.name)
            try await made.makeSigned("other", subjectAltName: Self.name, usage: "serverAuth")
            try await made.makeSigned(
                "expired",
                subjectAltName: Self.name,
                validity: ["-startdate", "20240101000000Z", "-enddate", "20240102000000Z"]
            )
            try await made.makeSigned(
                "early",
                subjectAltName: Self.name,
                validity: ["-startdate", "20910101000000Z", "-enddate", "20920102000000Z"]
            )
            let reasons = [
                ("self", "UNTRUSTED"), ("foreign", "UNTRUSTED"), ("other", "WRONG_USAGE"), ("expired", "EXPIRED"),
                ("early", "NOT_YET_VALID"),
            ]
            for (name, reason) in reasons {
                await expectFailure(.unauthenticated, reason: "CERTIFICATE_" + reason) { try await server.call(name) }
            }
            let entries = try await server.auditEntries()
            #expect(entries.map(\.outcome) == Array(repeating: .denied, count: reasons.count))
            #expect(entries.allSatisfy { $0.callerSubject == "unknown@127.0.0.1" })
        }
    }

    @Test func areRefusedOnOpenConnectionsOnceTheyAreRevoked() async throws {
        try await Self.serving { server in
            try await server.certificates.makeSigned("client", subjectAltName: Self.name)
            let channel = try server.channel("client")
            defer { channel.close() }
            try await server.call(over: channel)
            let pem = String(decoding: try server.certificates.certificate("client"), as: UTF8.self)
            let base64 = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
            let hash = SHA256.hash(data: try #require(Data(base64Encoded: base64)))
            let fingerprint = hash.map { String(format: "%02X", $0) }.joined(separator: ":")

            server.verifier.revoke(RevocationList(Data("certificate \(fingerprint)".utf8)))
            await expectFailure(.unauthenticated, reason: "CERTIFICATE_REVOKED") {
                try await server.call(over: channel)
            }
            server.verifier.revoke(RevocationList())
            try await server.call(over: channel)
            server.verifier.revoke(RevocationList(Data("subject schools".utf8)))
            await expectFailure(.unauthenticated, reason: "CERTIFICATE_REVOKED") {
                try await server.call(over: channel)
            }
        }
    }

    private static func serving(_ body: (TLSKernel) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let certificates = try await CertificateFixture(in: folder)
            let system = SystemConfiguration(
                name: "schools",
                certificate: "register.schools.test",
                board: .utbn,
                roles: [.integration, .operation]
            )
            try await TLSKernel.running(certificates, systems: [system], workDirectory: folder, body)
        }
    }
}
