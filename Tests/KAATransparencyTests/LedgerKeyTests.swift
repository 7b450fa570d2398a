import Foundation
import KAATransparency
import Testing

@Suite struct LedgerKeyTests {
    @Test func keepsTheKeyForItsOwnerOnly() async throws {
        try await withLogFolder { log in
            try FileManager.default.createDirectory(atPath: log.path, withIntermediateDirectories: true)
            let path = log.path + "/key.pem"
            let made = try LedgerKey(at: path)
            #expect(try LedgerKey(at: path).publicKey.pemRepresentation == made.publicKey.pemRepresentation)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            #expect(throws: LedgerKeyError.self) { try LedgerKey(at: path) }
        }
    }

    @Test func refusesWhatIsNoKey() async throws {
        try await withLogFolder { log in
            try FileManager.default.createDirectory(atPath: log.path, withIntermediateDirectories: true)
            let path = log.path + "/key.pem"
            let text = LedgerKey().publicKey.pemRepresentation
            let isMade = FileManager.default.createFile(
                atPath: path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
            #expect(isMade)
            #expect(throws: LedgerKeyError.self) { try LedgerKey(at: path) }
            #expect(try LedgerPublicKey(at: path).pemRepresentation == text)
            #expect(throws: LedgerKeyError.self) { try LedgerPublicKey(pemRepresentation: "key") }
            #expect(throws: LedgerKeyError.self) { try LedgerPublicKey(at: path + ".missing") }
        }
    }
}
