import Crypto
import Foundation
import SwiftASN1
import Synchronization
import X509

/// Proves which system a caller is from the client certificate of its connection.
///
/// The certificate is judged at each call and not only in the handshake, so that one that runs out or is revoked stops
/// counting on connections that are open.
///
/// - Note: RFC 5280 section 6 for the path to an authority, section 4.2.1.12 for what a certificate may be used for.
final class CertificateVerifier: Sendable {
    private struct Remembered {
        var caller: Caller
        var validUntil: Date
        var fingerprint: String
    }

    /// How many certificates are remembered; all are forgotten when there are more.
    private static let capacity = 1_000

    private let authorities: CertificateStore
    private let systems: [SystemConfiguration]
    private let clock: any KernelClock
    private let remembered = Mutex<[[UInt8]: Remembered]>([:])

    /// Creates a verifier.
    ///
    /// - Throws: ``ConfigurationError`` if the authorities are no certificates in PEM.
    init(_ trust: ClientTrust, clock: any KernelClock) throws {
        do {
            let documents = try PEMDocument.parseMultiple(pemString: trust.authoritiesPEM)
            self.authorities = CertificateStore(try documents.map { try Certificate(pemDocument: $0) })
        } catch {
            throw ConfigurationError(
                .malformedFile,
                "The authorities of client certificates are not certificates in PEM."
            )
        }
        self.systems = trust.systems
        self.clock = clock
    }

    /// The system whose certificate was proven before and still counts, without suspending.
    func rememberedCaller(_ certificate: [UInt8]) -> Caller? {
        let now = self.clock.now
        return self.remembered.withLock { remembered in
            guard let entry = remembered[certificate], now < entry.validUntil else { return nil }
            return entry.caller
        }
    }

    /// The system that a certificate stands for.
    ///
    /// - Parameters:
    ///   - certificate: In DER, from a client that has proven to hold its key.
    ///   - revocations: Gives what has been revoked.
    /// - Returns: The caller that the configuration describes.
    /// - Throws: ``CertificateError`` with the first reason found.
    func verify(
        _ certificate: [UInt8],
        revocations: () -> RevocationList
    ) async throws(CertificateError) -> Caller {
        let leaf = try self.read(certificate)
        let now = self.clock.now
        guard now >= leaf.notValidBefore else { throw .notYetValid }
        guard now < leaf.notValidAfter else { throw .expired }
        guard await self.isSigned(leaf) else { throw .untrusted }
        let (names, isForClients) = try self.purpose(of: leaf)
        guard isForClients else { throw .wrongUsage }
        let fingerprint = Data(SHA256.hash(data: certificate)).map { String(format: "%02x", $0) }.joined()
        guard let system = self.systems.first(where: { $0.isNamed(names, fingerprint: fingerprint) }) else {
            throw .unknownSystem
        }
        let caller = Caller(
            subject: system.name,
            issuer: Caller.certificateIssuer,
            kind: .system,
            board: system.board,
            roles: system.roles,
            districts: system.districts
        )
        // Remembered before the list is read: a list that comes in between takes it away again.
        self.remembered.withLock { remembered in
            if remembered.count >= Self.capacity { remembered = [:] }
            remembered[certificate] = Remembered(
                caller: caller,
                validUntil: leaf.notValidAfter,
                fingerprint: fingerprint
            )
        }
        let list = revocations()
        guard !list.covers(certificate: fingerprint, of: system.name) else {
            self.forget(list)
            throw .revoked
        }
        return caller
    }

    /// Forgets the certificates on a list.
    func forget(_ list: RevocationList) {
        self.remembered.withLock { remembered in
            remembered = remembered.filter { !list.covers(certificate: $1.fingerprint, of: $1.caller.subject) }
        }
    }

    private func read(_ certificate: [UInt8]) throws(CertificateError) -> Certificate {
        do {
            return try Certificate(derEncoded: certificate)
        } catch {
            throw .malformed
        }
    }

    private func isSigned(_ leaf: Certificate) async -> Bool {
        var verifier = Verifier(rootCertificates: self.authorities) { RFC5280Policy() }
        guard case .validCertificate = await verifier.validate(leaf: leaf, intermediates: CertificateStore()) else {
            return false
        }
        return true
    }

    private func purpose(
        of leaf: Certificate
    ) throws(CertificateError) -> (names: Set<String>, isForClients: Bool) {
        do {
            let names = try leaf.extensions.subjectAlternativeNames?.compactMap { name in
                switch name {
                case .dnsName(let text): text.lowercased()
                case .uniformResourceIdentifier(let text): text
                default: nil
                }
            }
            let usage = try leaf.extensions.extendedKeyUsage
            return (Set(names ?? []), usage?.contains(.clientAuth) ?? true)
        } catch {
            throw .malformed
        }
    }
}

extension SystemConfiguration {
    fileprivate func isNamed(_ names: Set<String>, fingerprint: String) -> Bool {
        names.contains(self.certificate) || self.certificate.lowercased() == "sha256:" + fingerprint
            || names.contains(self.certificate.lowercased())
    }
}
