import Foundation
import Testing

@testable import KAAKernel

struct SigningKeyTests {
    @Test func isMadeOnceAndOnlyForItsOwner() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/key.pem"
            let first = try SigningKey(at: path)
            let second = try SigningKey(at: path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int

            #expect(first.keySet == second.keySet)
            #expect(mode == 0o600)
        }
    }

    @Test func isRefusedIfOthersMayReadIt() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/key.pem"
            _ = try SigningKey(at: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            let error = #expect(throws: SigningKeyError.self) { try SigningKey(at: path) }

            #expect(error?.reason == .readableByOthers)
        }
    }

    @Test func isRefusedIfItIsNoKey() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/key.pem"
            let isMade = FileManager.default.createFile(
                atPath: path,
                contents: Data("no key".utf8),
                attributes: [.posixPermissions: 0o600]
            )
            let error = #expect(throws: SigningKeyError.self) { try SigningKey(at: path) }

            #expect(isMade)
            #expect(error?.reason == .notAKey)
        }
    }

    @Test func publishesItsPublicHalfAlone() throws {
        let key = SigningKey()
        let json = try key.keySet.json()
        let text = String(decoding: json, as: UTF8.self)

        #expect(try KeySet(json: json) == key.keySet)
        #expect(!text.contains("\"d\""))
        #expect(text.contains("\"kid\" : \"\(key.identifier)\""))
    }
}
